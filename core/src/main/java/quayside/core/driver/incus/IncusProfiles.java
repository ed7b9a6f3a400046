package quayside.core.driver.incus;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.Profiles;
import quayside.core.model.Profile;

/** Profiles of a server. They are changed at once; newer LXD makes operations of it. */
final class IncusProfiles implements Profiles {
  private final Api api;
  private final IncusOperations operations;

  IncusProfiles(Api api, IncusOperations operations) {
    this.api = api;
    this.operations = operations;
  }

  @Override
  public Profile get(String project, String name) throws IOException {
    Api.Answer answer = api.get(path(project, name));
    return Api.read(answer.metadata(), () -> Records.profile(answer.metadata(), answer.etag()));
  }

  @Override
  public void create(String project, String name, Content content) throws IOException {
    checked(project, name);
    Map<String, Object> body = body(content);
    body.put("name", name);
    settle(api.send("POST", "/1.0/profiles?project=" + InstanceName.escaped(project), body));
  }

  @Override
  public void save(String project, String name, Content content, Optional<String> etag)
      throws IOException {
    settle(api.send("PUT", path(project, name), body(content), etag));
  }

  @Override
  public void delete(String project, String name) throws IOException {
    settle(api.send("DELETE", path(project, name), null));
  }

  private void settle(Api.Answer answer) throws IOException {
    if (answer.started()) {
      operations.await(Api.operation(answer));
    }
  }

  private static Map<String, Object> body(Content content) {
    var body = new LinkedHashMap<String, Object>();
    body.put("description", content.description());
    body.put("config", content.config());
    body.put("devices", content.devices());
    return body;
  }

  private static String path(String project, String name) throws DriverException.NotFound {
    checked(project, name);
    return "/1.0/profiles/"
        + InstanceName.escaped(name)
        + "?project="
        + InstanceName.escaped(project);
  }

  private static void checked(String project, String name) throws DriverException.NotFound {
    if (!InstanceName.isProject(project) || !InstanceName.isProfile(name)) {
      throw new DriverException.NotFound(
          "“"
              + Refusals.beginning(project + ":" + name)
              + "” cannot be the name of a profile of a project.");
    }
  }
}
