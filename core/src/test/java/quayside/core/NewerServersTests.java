package quayside.core;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * Tests with the two newer servers of lab/incus/up alone, one after another. None ends a daemon, so
 * that they go beside {@link RealServersTests}, where some use these servers, too.
 */
@Suite
@SelectPackages("quayside.core")
@IncludeClassNamePatterns(NewerServersTests.THEIRS)
final class NewerServersTests {
  static final String THEIRS = "quayside\\.core\\.(create|.*\\.incus)\\.NewerIncus\\w*RealTest";
}
