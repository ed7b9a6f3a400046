package quayside.core.driver.incus;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceBackups;
import quayside.core.json.Json;
import quayside.core.json.JsonValue;
import quayside.core.model.ServerOperation;
import quayside.transport.http.HttpRequest;
import quayside.transport.http.HttpResponse;

/** Instances as files. */
final class IncusBackups implements InstanceBackups {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  /** RFC 9110 §14.4; no file has more digits. */
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  private static final int PARTIAL_CONTENT = 206;

  private final Api api;
  private final IncusOperations operations;
  private final Dialect dialect;

  IncusBackups(Api api, IncusOperations operations, Dialect dialect) {
    this.api = api;
    this.operations = operations;
    this.dialect = dialect;
  }

  @Override
  public List<String> list(String instance) throws IOException {
    JsonValue urls = api.get(InstanceName.parse(instance).path("/backups")).metadata();
    return Api.read(
        urls,
        () ->
            Records.texts(urls).stream()
                .map(url -> url.replaceFirst("[?].*", ""))
                .map(url -> url.substring(url.lastIndexOf('/') + 1))
                .toList());
  }

  @Override
  public ServerOperation create(String instance, String name, Instant expires, Wanted wanted)
      throws IOException {
    Map<String, Object> body = body(wanted);
    body.put("name", checked(name));
    body.put("expires_at", expires.toString());
    return api.start("POST", InstanceName.parse(instance).path("/backups"), body);
  }

  @Override
  public Download stream(String instance, Wanted wanted) throws IOException {
    var content = new HttpRequest.Body.Text("application/json", Json.print(body(wanted)));
    var request =
        new HttpRequest(
            "POST",
            InstanceName.parse(instance).path("/backups"),
            Map.of("Accept", "application/octet-stream"),
            Optional.of(content),
            api.limits().step());
    return fetched(api.fetch(request), 0);
  }

  private static Map<String, Object> body(Wanted wanted) {
    var body = new LinkedHashMap<String, Object>();
    body.put("instance_only", !wanted.snapshots());
    body.put("optimized_storage", wanted.optimized());
    wanted.compression().ifPresent(how -> body.put("compression_algorithm", how));
    return body;
  }

  @Override
  public Download download(String instance, String backup, long from, Optional<String> version)
      throws IOException {
    String path = InstanceName.parse(instance).path("/backups/" + checked(backup) + "/export");
    HttpRequest request = HttpRequest.get(path, api.limits().step());
    if (from > 0) {
      request = request.with("Range", "bytes=" + from + "-");
      request = version.isPresent() ? request.with("If-Range", version.get()) : request;
    }
    return fetched(api.fetch(request), from);
  }

  /**
   * Reads which part of a file comes.
   *
   * @param from where the part begins that was asked for
   */
  private static Fetched fetched(HttpResponse response, long from) throws DriverException {
    if (response.status() != PARTIAL_CONTENT) {
      return new Fetched(response, Optional.empty());
    }
    String range = response.header("Content-Range").orElse("");
    Matcher part = RANGE.matcher(range);
    if (part.matches() && Long.parseLong(part.group(1)) == from) {
      return new Fetched(response, Optional.of(part));
    }
    response.close();
    throw new DriverException.Unreadable(
        "The server sends another part of the file than the one from byte %d on.".formatted(from),
        Refusals.beginning(range));
  }

  @Override
  public void delete(String instance, String backup) throws IOException {
    String path = InstanceName.parse(instance).path("/backups/" + checked(backup));
    operations.await(api.start("DELETE", path, null));
  }

  @Override
  public ServerOperation upload(Upload upload, InputStream file) throws IOException {
    var headers = new LinkedHashMap<String, String>();
    upload.name().ifPresent(name -> headers.put(dialect.header("name"), name));
    upload.pool().ifPresent(pool -> headers.put(dialect.header("pool"), pool));
    var body = new HttpRequest.Body.Stream("application/octet-stream", file, upload.length());
    String path = "/1.0/instances?project=" + InstanceName.escaped(upload.project());
    var request = new HttpRequest("POST", path, headers, Optional.of(body), api.limits().step());
    return Api.operation(api.send(request));
  }

  private static String checked(String backup) throws DriverException.NotFound {
    if (!NAME.matcher(backup).matches()) {
      throw new DriverException.NotFound(
          "“" + Refusals.beginning(backup) + "” cannot be the name of a backup.");
    }
    return backup;
  }

  /**
   * A file that comes.
   *
   * @param range which part, if it is not the whole
   */
  private record Fetched(HttpResponse response, Optional<Matcher> range) implements Download {
    @Override
    public InputStream content() {
      return response.body();
    }

    @Override
    public long from() {
      return range.map(r -> Long.parseLong(r.group(1))).orElse(0L);
    }

    @Override
    public OptionalLong size() {
      Optional<String> size =
          range.map(r -> r.group(2)).or(() -> response.header("Content-Length"));
      return size.filter(digits -> digits.matches("\\d{1,18}"))
          .map(digits -> OptionalLong.of(Long.parseLong(digits)))
          .orElse(OptionalLong.empty());
    }

    @Override
    public Optional<String> version() {
      return response.header("Last-Modified");
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
