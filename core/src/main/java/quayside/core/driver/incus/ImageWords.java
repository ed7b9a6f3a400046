package quayside.core.driver.incus;

import java.util.regex.Pattern;
import quayside.core.driver.DriverException;
import quayside.core.model.NewInstance.Source;

/** What servers say when they cannot fetch an image, in words that name it and who has it. */
final class ImageWords {
  /** How both begin whatever happens on the way to the image. */
  private static final Pattern OURS =
      Pattern.compile(
          "Failed to connect to (?:the |LXD )?server \"|Failed getting remote image info: "
              + "|Get \"https://|unexpected EOF",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern MISSING = Pattern.compile("Image (?:\"[^\"]*\" )?not found");
  private static final Pattern UNREACHED =
      Pattern.compile(
          "Unable to connect to: |connection (?:refused|reset)|no route to host|no such host"
              + "|i/o timeout");

  private ImageWords() {}

  /**
   * A failure as ours.
   *
   * @param here name of the server that was to fetch it
   * @return of the same kind; itself if it is about something else
   */
  static DriverException of(String here, Source.Remote image, DriverException failure) {
    String words = String.valueOf(failure.getMessage());
    if (!OURS.matcher(words).lookingAt()) {
      return failure;
    }
    String what = name(image);
    DriverException ours;
    if (MISSING.matcher(words).find()) {
      ours =
          new DriverException.NotFound(
              image.server()
                  + " offers no "
                  + what
                  + " to "
                  + here
                  + ": not there, or not public.");
    } else if (words.contains("x509: ") && image.certificate().isEmpty()) {
      ours =
          new DriverException.Unvouched(
              "%s shows %s a certificate that no authority vouches for, so %s was not fetched."
                  .formatted(image.server(), here, what));
    } else if (words.contains("x509: ")) {
      ours =
          new DriverException.Rejected(
              "%s shows %s another certificate than is expected, so %s was not fetched."
                  .formatted(image.server(), here, what));
    } else if (UNREACHED.matcher(words).find()) {
      ours =
          new DriverException.Rejected(
              "%s does not reach %s, so %s was not fetched.".formatted(here, image.server(), what));
    } else {
      ours =
          new DriverException.Rejected(
              "%s could not fetch %s from %s: %s".formatted(here, what, image.server(), words));
    }
    ours.initCause(failure);
    return ours;
  }

  /** As people call it: of a fingerprint the beginning says enough. */
  private static String name(Source.Remote image) {
    boolean isPrint = image.alias().matches("[0-9a-f]{64}");
    return "image “" + (isPrint ? image.alias().substring(0, 12) : image.alias()) + "”";
  }

  /** Who has it does not answer; the server that was to fetch it does. */
  static DriverException silent(String here, Source.Remote image, DriverException failure) {
    var silent =
        new DriverException.Rejected(
            "%s does not answer %s, so %s was not fetched."
                .formatted(image.server(), here, name(image)));
    silent.initCause(failure);
    return silent;
  }
}
