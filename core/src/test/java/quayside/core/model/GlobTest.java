package quayside.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns mean what they mean to osctld. */
class GlobTest {

  /** Each line as Ruby's documentation of {@code File.fnmatch} has it, or follows from it. */
  @ParameterizedTest
  @CsvSource({
    "cat, cat, true",
    "cat, category, false",
    "c?t, cat, true",
    "c??t, cat, false",
    "c*, cats, true",
    "c*t, c/a/b/t, true",
    "ca[a-z], cat, true",
    "ca[^t], cat, false",
    "ca[!t], cab, true",
    "cat, CAT, false",
    "'c{at,ub}s', cats, false",
    "\\?, ?, true",
    "\\a, a, true",
    "*, .profile, false",
    ".*, .profile, true",
    "10.0.2.*, 10.0.2.15, true",
    "10.0.2.*, 10.0.20.1, false",
    "[, [, false",
    "a[, a, false",
    "'', a, false"
  })
  void matchesAsRubyDoes(String pattern, String text, boolean fits) {
    assertEquals(fits, new Glob(pattern).matches(text));
  }

  @Test
  void manyStarsTakeNoLongTime() {
    var glob = new Glob("*a".repeat(500) + "b");
    assertTimeout(Duration.ofSeconds(20), () -> glob.matches("a".repeat(5000)));
  }
}
