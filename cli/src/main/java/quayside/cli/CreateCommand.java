package quayside.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.create.NodeImages;
import quayside.core.create.Outfit;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.InstanceServer;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.NewInstance;
import quayside.core.model.NewInstance.Source;
import quayside.transport.keys.ClientCertificate;

/** {@code create}: a container from an image, from nothing, or as a copy on the same server. */
@Command(
    name = "create",
    description =
        "Makes a container on an Incus or LXD server: from an image, empty, or as a copy.")
final class CreateCommand extends OnServer implements Callable<Integer> {
  /** What it is made from: exactly one. */
  static final class From {
    @Option(
        names = "--image",
        paramLabel = "[NODE:]IMAGE",
        description =
            "An image: its alias, or twelve digits of its fingerprint. With NODE one of another"
                + " server of the book, which this one fetches.")
    private Optional<String> image = Optional.empty();

    @Option(names = "--empty", description = "Without any files.")
    private boolean empty;

    @Option(
        names = "--copy",
        paramLabel = "[PROJECT:]CT[/SNAPSHOT]",
        description = "Another container of this server, or a snapshot of it.")
    private Optional<String> copy = Optional.empty();
  }

  @Parameters(index = "0", paramLabel = "NODE:[PROJECT:]NAME")
  private String text = "";

  @ArgGroup(multiplicity = "1")
  private From from = new From();

  @Option(
      names = "--server",
      paramLabel = "ADDRESS",
      description = "Where the server fetches the image; without it, one that it has.")
  private Optional<String> server = Optional.empty();

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "simplestreams",
      description = "What is spoken there: simplestreams (unless said), incus or lxd.")
  private String protocol = "";

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "The certificate of such an incus or lxd server (PEM), if it signed it itself.")
  private Optional<Path> certificate = Optional.empty();

  @Option(names = "--no-snapshots", description = "Of a copy: without the snapshots of the source.")
  private boolean noSnapshots;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "A profile; as often as there shall be some. Absent: default, or the source's.")
  private List<String> profiles = List.of();

  @Option(names = "--no-profiles", description = "None, not even default.")
  private boolean noProfiles;

  @Option(names = "--pool", paramLabel = "NAME", description = "The storage pool of its files.")
  private Optional<String> pool = Optional.empty();

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "How large its files may become: 8GiB")
  private Optional<String> size = Optional.empty();

  @Option(names = "--ephemeral", description = "It is deleted when it stops.")
  private boolean ephemeral;

  @Option(names = "--start", description = "Starts it.")
  private boolean start;

  @Mixin private final Settings settings = new Settings();

  CreateCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException {
    ServerName name = ServerName.parse(text);
    settings.requirePairs();
    if (noProfiles && !profiles.isEmpty()) {
      throw new IllegalArgumentException("--profile and --no-profiles contradict each other");
    }
    if (server.isPresent() && from.image.isEmpty()) {
      throw new IllegalArgumentException("--server is for an --image");
    }
    if (certificate.isPresent() && (server.isEmpty() || protocol.equals("simplestreams"))) {
      throw new IllegalArgumentException(
          "--certificate is for a --server with --protocol incus or lxd");
    }
    Optional<String> vouched =
        certificate.isPresent() ? Optional.of(pem(certificate.get())) : Optional.empty();
    try (Quayside quayside = shell.open()) {
      on(quayside, name.node(), (there, driver) -> make(quayside, name, vouched, there, driver));
    }
    return Main.DONE;
  }

  private void make(
      Quayside quayside,
      ServerName name,
      Optional<String> vouched,
      InstanceServer there,
      ContainerDriver driver)
      throws IOException {
    shell.console().status("create " + name + " …");
    switch (source(quayside, name, vouched)) {
      case Source.Direct source -> make(name, there, source);
      case Source.OfNode(var node, var alias) -> {
        try (ContainerDriver other = quayside.drivers().open(quayside.fleet().node(node));
            NodeImages.Lent lent =
                NodeImages.lend(
                    new NodeImages.At(node, server(other, node)),
                    alias,
                    new NodeImages.At(name.node(), there))) {
          make(name, there, lent.image());
        }
      }
    }
    if (from.copy.isPresent()) {
      lessen(there, name.onNode());
    }
    done("create", "container", name.toString());
    if (start) {
      driver.act(name.onNode(), ContainerAction.START);
      done("start", "container", name.toString());
    }
  }

  private void make(ServerName name, InstanceServer there, Source.Direct source)
      throws IOException {
    NewInstance wanted =
        new NewInstance(
            name.project(), Optional.of(name.name()), source, outfit(there, name, source));
    String _ =
        there
            .instances()
            .create(wanted, seen -> seen.progress().ifPresent(shell.console()::status));
  }

  /** Servers give a copy whatever of its source was not said otherwise: take it away afterwards. */
  private void lessen(InstanceServer there, String instance) throws IOException {
    Instance made = there.instances().get(instance);
    Optional<InstanceSettings> less = settings.less(made.settings());
    if (less.isPresent()) {
      there.instances().save(instance, less.get(), made.etag());
    }
  }

  private Source source(Quayside quayside, ServerName name, Optional<String> vouched) {
    if (from.image.isPresent() && server.isPresent()) {
      return new Source.Remote(server.get(), protocol, vouched, from.image.get());
    }
    if (from.image.isPresent()) {
      return image(quayside, name, from.image.get());
    }
    if (from.empty) {
      return new Source.Empty();
    }
    Original original = Original.of(from.copy.orElse(""), name.project());
    return new Source.Copy(original.project(), original.name(), original.snapshot(), !noSnapshots);
  }

  private static String pem(Path file) throws IOException {
    try {
      return ClientCertificate.pem(file);
    } catch (CertificateException e) {
      throw new IllegalArgumentException("There is no certificate (PEM) in " + file + ".", e);
    }
  }

  /** An image of this server, or of another node if it begins with one's name. */
  private Source image(Quayside quayside, ServerName name, String word) {
    String node = word.substring(0, Math.max(0, word.indexOf(':')));
    if (quayside.fleet().nodes().stream().noneMatch(each -> each.node().name().equals(node))) {
      return new Source.Local(word);
    }
    String alias = word.substring(node.length() + 1);
    return node.equals(name.node()) ? new Source.Local(alias) : new Source.OfNode(node, alias);
  }

  /** What it is to be like: a copy as its source, without what belongs to that one alone. */
  private InstanceSettings outfit(InstanceServer there, ServerName name, Source source)
      throws IOException {
    InstanceSettings like = Outfit.like(there, source);
    List<String> chosen =
        noProfiles ? List.of() : profiles.isEmpty() ? like.profiles() : List.copyOf(profiles);
    Map<String, Map<String, String>> devices =
        Outfit.root(
            settings.devices(like.devices()),
            there.objects().profiles(name.project()),
            chosen,
            pool,
            size);
    return new InstanceSettings(
        like.architecture(),
        settings.description(like.description()),
        ephemeral,
        chosen,
        settings.config(like.config(), shell.console()),
        devices);
  }

  /**
   * What is copied.
   *
   * @param project where it is
   * @param snapshot absent: as it is now
   */
  private record Original(String project, String name, Optional<String> snapshot) {

    static Original of(String text, String project) {
      int slash = text.indexOf('/');
      String instance = slash < 0 ? text : text.substring(0, slash);
      int colon = instance.lastIndexOf(':');
      return new Original(
          colon < 0 ? project : instance.substring(0, colon),
          instance.substring(colon + 1),
          slash < 0 ? Optional.empty() : Optional.of(text.substring(slash + 1)));
    }
  }
}
