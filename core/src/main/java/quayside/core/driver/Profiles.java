package quayside.core.driver;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import quayside.core.model.Profile;

/** Profiles one by one; {@link ServerObjects#profiles} lists them. */
public interface Profiles {

  /**
   * A profile with its settings, and the tag that {@link #save} compares.
   *
   * @throws DriverException.NotFound if there is none
   */
  Profile get(String project, String name) throws IOException;

  /**
   * Makes a profile.
   *
   * @throws DriverException.Exists if there is one of that name
   */
  void create(String project, String name, Content content) throws IOException;

  /**
   * Replaces what is in a profile; instances that use it are changed by their server.
   *
   * @param etag of {@link Profile#etag} as it was read; absent: whatever it is now
   * @throws DriverException.Conflict if somebody changed it since
   */
  void save(String project, String name, Content content, Optional<String> etag) throws IOException;

  /**
   * Deletes a profile.
   *
   * @throws DriverException.Rejected if instances use it
   */
  void delete(String project, String name) throws IOException;

  /**
   * What can be written of a profile.
   *
   * @param description free text
   * @param config by key
   * @param devices by name, each by key
   */
  record Content(
      String description, Map<String, String> config, Map<String, Map<String, String>> devices) {}
}
