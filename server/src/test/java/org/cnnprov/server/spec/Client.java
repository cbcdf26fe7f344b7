package org.cnnprov.server.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Speaks to a server as clients do. */
public final class Client {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final int port;

  public Client(int port) {
    this.port = port;
  }

  public int port() {
    return port;
  }

  public Answer get(String path) {
    return send("GET", path, Map.of(), new byte[0]);
  }

  /** With parameters in pairs of name and value, which are encoded. */
  public Answer get(String path, String... parameters) {
    StringBuilder query = new StringBuilder(path);
    for (int i = 0; i < parameters.length; i += 2) {
      query.append(i == 0 ? '?' : '&').append(parameters[i]).append('=');
      query.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return get(query.toString());
  }

  public Answer batch(String body) {
    return batch(body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  public Answer batch(byte[] body, Map<String, String> headers) {
    Map<String, String> all = new java.util.HashMap<>(headers);
    all.putIfAbsent("Content-Type", "application/x-ndjson");
    return send("POST", "/api/v1/batches", all, body);
  }

  /** A batch of a new producer, with the events as lines. */
  public Answer events(String... events) {
    return batch(Client.lines(UUID.randomUUID(), 0, Arrays.asList(events)));
  }

  public static String lines(UUID producer, long first, List<String> events) {
    String header = "{\"producer\":\"%s\",\"first\":%d}\n".formatted(producer, first);
    return header + String.join("\n", events) + "\n";
  }

  public Answer post(String path, String json) {
    return send(
        "POST",
        path,
        Map.of("Content-Type", "application/json"),
        json.getBytes(StandardCharsets.UTF_8));
  }

  public Answer sql(String sql) {
    return post("/api/v1/sql", JsonText.of(Map.of("sql", sql)));
  }

  public List<@Nullable Object> rows(String sql) {
    return sql(sql).expect(200).list("rows");
  }

  public Answer send(String method, String path, Map<String, String> headers, byte[] body) {
    try {
      return answer(HTTP.send(request(method, path, headers, body), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public CompletableFuture<Answer> sendLater(
      String method, String path, Map<String, String> headers, byte[] body) {
    return HTTP.sendAsync(request(method, path, headers, body), BodyHandlers.ofString())
        .thenApply(Client::answer);
  }

  private HttpRequest request(
      String method, String path, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return request.build();
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }
}
