package org.cnnprov.server.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** The HTTP of the tests, to the server that runs just now. For all threads. */
final class Doors {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile String address = "";

  record Answer(int status, String body) {}

  /** The server has moved. */
  void leadTo(String newAddress) {
    address = newAddress;
  }

  /**
   * Sends a request that writes.
   *
   * @throws IOException where no answer came
   */
  Answer post(String path, String type, String body) throws IOException, InterruptedException {
    HttpRequest request =
        to(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  String get(String path) throws IOException, InterruptedException {
    return expectOk(http.send(to(path).build(), BodyHandlers.ofString()));
  }

  /** What the server says of itself, whether it is well or not. */
  Answer health() throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(to("/health").build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  /** The values of a statement with one column, none of which needs quotes in CSV. */
  List<String> select(String sql) throws IOException, InterruptedException {
    HttpRequest request =
        to("/api/v1/sql")
            .header("Content-Type", "application/json")
            .header("Accept", "text/csv")
            .POST(BodyPublishers.ofString("{\"limit\":1000000,\"sql\":" + Json.text(sql) + "}"))
            .build();
    return expectOk(http.send(request, BodyHandlers.ofString())).lines().skip(1).toList();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
  }

  private static String expectOk(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new AssertionError(response.uri() + ": " + response.body());
    }
    return response.body();
  }
}
