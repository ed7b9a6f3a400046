package quayside.transport.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Our requests as the library's. */
final class Requests {
  /** Goes into the header Host; no server that is meant here looks at it. */
  private static final String BASE = "http://quayside";

  private Requests() {}

  static Request of(HttpRequest request) {
    HttpUrl url = HttpUrl.parse(BASE + request.path());
    if (url == null) {
      throw new IllegalArgumentException("not a path: " + request.path());
    }
    var builder = new Request.Builder().url(url).header("Accept-Encoding", "identity");
    request.headers().forEach(builder::header);
    return builder.method(request.method(), body(request)).build();
  }

  private static @Nullable RequestBody body(HttpRequest request) {
    if (request.body().isEmpty()) {
      boolean wanted = !request.method().equals("GET") && !request.method().equals("DELETE");
      return wanted ? RequestBody.create(new byte[0], null) : null;
    }
    return switch (request.body().get()) {
      case HttpRequest.Body.Text(var type, var content) ->
          RequestBody.create(content.getBytes(StandardCharsets.UTF_8), MediaType.get(type));
      case HttpRequest.Body.Stream(var type, var content, var length) ->
          new Streamed(MediaType.get(type), content, length);
    };
  }

  /** Sent as it is read, once. */
  private static final class Streamed extends RequestBody {
    private final MediaType type;
    private final InputStream content;
    private final OptionalLong length;

    Streamed(MediaType type, InputStream content, OptionalLong length) {
      this.type = type;
      this.content = content;
      this.length = length;
    }

    @Override
    public MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return length.orElse(-1);
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      byte[] buffer = new byte[64 << 10];
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        sink.write(buffer, 0, n);
      }
    }
  }
}
