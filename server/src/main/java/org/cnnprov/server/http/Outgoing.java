package org.cnnprov.server.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;

/** Requests of the commands to a server. */
public final class Outgoing {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private Outgoing() {}

  /**
   * Sends a request and waits for its answer, whatever its status is.
   *
   * @throws IOException with a message for people; the client's own has none where nobody listens
   */
  public static <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body)
      throws IOException, InterruptedException {
    try {
      return CLIENT.send(request, body);
    } catch (ConnectException nobody) {
      String address = request.uri().resolve("/").toString();
      throw new IOException(
          "no server answers at %s: start one, or say with --url where it is".formatted(address),
          nobody);
    }
  }
}
