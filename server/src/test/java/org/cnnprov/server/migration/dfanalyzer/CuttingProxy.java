package org.cnnprov.server.migration.dfanalyzer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;

/**
 * Stands before a server, hands on so many batches, and then says of each further one that it
 * cannot be taken: what becomes of an import whose connection ends.
 */
final class CuttingProxy implements AutoCloseable {

  private final HttpServer http;
  private final Client client;
  private final AtomicInteger left;

  CuttingProxy(Client client, int batches) throws IOException {
    this.client = client;
    this.left = new AtomicInteger(batches);
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::handOn);
    http.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  private void handOn(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/batches") && left.getAndDecrement() <= 0) {
      answer(exchange, 403, "{\"detail\":\"cut\"}");
      return;
    }
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    Answer answer = client.send("POST", path, Map.of("Content-Type", type), body);
    answer(exchange, answer.status(), answer.body());
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
