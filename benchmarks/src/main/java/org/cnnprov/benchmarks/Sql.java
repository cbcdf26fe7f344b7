package org.cnnprov.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks the server in SQL, to see what it has stored. */
final class Sql {

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI route;

  Sql(URI server) {
    route = server.resolve("/api/v1/sql");
  }

  /** The number that the statement selects. */
  long number(String sql) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(route)
            .header("Content-Type", "application/json")
            .header("Accept", "text/csv")
            .POST(BodyPublishers.ofString("{\"sql\": \"%s\"}".formatted(sql.replace("\"", "\\\""))))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("expected 200, came " + answer.statusCode() + ": " + answer.body());
    }
    return Long.parseLong(answer.body().lines().skip(1).findFirst().orElseThrow());
  }

  /**
   * What was acknowledged must be there.
   *
   * @throws IllegalStateException where it is not
   */
  void expect(long expected, String sql) throws IOException, InterruptedException {
    long found = number(sql);
    if (found != expected) {
      throw new IllegalStateException(
          "%d were acknowledged, %d are stored: %s".formatted(expected, found, sql));
    }
  }
}
