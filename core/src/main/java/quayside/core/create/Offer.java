package quayside.core.create;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.model.Container;
import quayside.core.model.Image;
import quayside.core.model.Platform;
import quayside.core.model.Profile;

/**
 * What a server has to make an instance of and to put it into.
 *
 * @param server name of the node
 * @param platform which kind of server
 * @param arch of its kernel; images of others do not run
 * @param project the one that was asked about
 * @param projects all of them
 * @param profiles of the project
 * @param images of the project
 * @param pools storage pools by name, each with its driver
 * @param instances of all projects
 */
public record Offer(
    String server,
    Platform platform,
    String arch,
    String project,
    List<String> projects,
    List<Profile> profiles,
    List<Image> images,
    Map<String, String> pools,
    List<Container> instances) {

  /** Asks a server. A project that is not there has neither profiles nor images. */
  static Offer of(String node, ContainerDriver driver, String project) throws IOException {
    InstanceServer server = server(node, driver);
    List<String> projects = server.objects().projects();
    boolean there = projects.contains(project);
    return new Offer(
        node,
        server.info().platform(),
        server.info().arch(),
        project,
        projects,
        there ? server.objects().profiles(project) : List.of(),
        there ? images(server, project) : List.of(),
        server.objects().pools(),
        driver.list());
  }

  static InstanceServer server(String node, ContainerDriver driver) throws IOException {
    return driver
        .server()
        .orElseThrow(() ->
            new DriverException.Unsupported(
                node + " makes no instances; this is for Incus and LXD servers."));
  }

  /** The images of a project in the order of their names. */
  static List<Image> images(InstanceServer server, String project) throws IOException {
    return server.objects().images(project).stream()
        .sorted(Comparator.comparing(Image::label))
        .toList();
  }
}
