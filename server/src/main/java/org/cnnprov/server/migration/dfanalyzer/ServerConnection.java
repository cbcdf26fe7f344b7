package org.cnnprov.server.migration.dfanalyzer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.JsonTree;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.Slice;
import org.cnnprov.server.http.JsonWriter;
import org.cnnprov.server.http.Outgoing;
import org.jspecify.annotations.Nullable;

/** Speaks to a server as any other client does. */
public final class ServerConnection {

  private static final Duration REQUEST_PATIENCE = Duration.ofMinutes(2);

  /** Times that a request is sent again while the server is busy or away. */
  private static final int RETRIES = 8;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  private final URI base;
  private final @Nullable String token;

  /**
   * A connection to the server of that address.
   *
   * @param token sent as a bearer token; null for none
   */
  public ServerConnection(URI address, @Nullable String token) {
    String text = address.toString();
    this.base = URI.create(text.endsWith("/") ? text : text + "/");
    this.token = token;
  }

  /** What a request was answered. */
  record Answer(int status, Json body) {

    @Nullable Json member(String name) {
      return body instanceof Json.Members members ? members.values().get(name) : null;
    }

    /** What a problem says of itself. */
    String detail() {
      StringBuilder detail = new StringBuilder(text(member("detail")));
      if (member("errors") instanceof Json.Items errors && !errors.values().isEmpty()) {
        Json first = errors.values().get(0);
        detail.append(" (").append(JsonTree.write(first)).append(')');
      }
      return detail.isEmpty() ? "HTTP " + status : detail.toString();
    }
  }

  static String text(@Nullable Json value) {
    return value instanceof Json.Text text ? text.value() : "";
  }

  Answer postBatch(byte[] body) throws ImportException {
    return post("api/v1/batches", "application/x-ndjson", body);
  }

  /** The rows of a statement; each value as text, or null. */
  List<List<@Nullable String>> select(String sql, List<?> parameters) throws ImportException {
    Answer answer = post("api/v1/sql", "application/json", question(sql, parameters));
    if (answer.status() != 200) {
      throw new ImportException("the store could not be asked: " + answer.detail());
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    if (answer.member("rows") instanceof Json.Items items) {
      items.values().forEach(row -> rows.add(values(row)));
    }
    return rows;
  }

  private static byte[] question(String sql, List<?> parameters) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonWriter json = new JsonWriter(bytes)) {
      json.beginObject();
      json.field("sql", sql);
      json.field("parameters", parameters);
      json.field("limit", 1_000_000);
      json.endObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static List<@Nullable String> values(Json row) {
    List<@Nullable String> values = new ArrayList<>();
    if (row instanceof Json.Items items) {
      for (Json value : items.values()) {
        values.add(
            value instanceof Json.Text text
                ? text.value()
                : value instanceof Json.Numeral number ? number.literal() : null);
      }
    }
    return values;
  }

  private Answer post(String path, String type, byte[] body) throws ImportException {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 0; ; attempt++) {
      String trouble;
      try {
        HttpResponse<byte[]> response =
            Outgoing.send(request(path, type, body), HttpResponse.BodyHandlers.ofByteArray());
        if (!comesLater(response.statusCode())) {
          return new Answer(response.statusCode(), parsed(response.body()));
        }
        trouble = new Answer(response.statusCode(), parsed(response.body())).detail();
      } catch (IOException broken) {
        trouble = String.valueOf(broken.getMessage());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new ImportException("interrupted", interrupted);
      }
      if (attempt == RETRIES) {
        throw new ImportException(
            "the server at %s does not take it: %s. What was stored stays; run the same command again to go on"
                .formatted(base, trouble));
      }
      pause(pause);
      pause = pause.multipliedBy(2);
    }
  }

  private HttpRequest request(String path, String type, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(REQUEST_PATIENCE)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  private static boolean comesLater(int status) {
    return status == 429 || status >= 500;
  }

  private static void pause(Duration pause) throws ImportException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ImportException("interrupted", interrupted);
    }
  }

  private static Json parsed(byte[] body) {
    try {
      return JsonTree.parse(new Slice(body, 0, body.length), new Problems());
    } catch (UndecodableException notJson) {
      return new Json.Text(new String(body, StandardCharsets.UTF_8));
    }
  }
}
