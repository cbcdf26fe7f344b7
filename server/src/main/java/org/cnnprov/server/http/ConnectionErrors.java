package org.cnnprov.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.metrics.Refused;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty refuses before any route is asked: a malformed request line, headers too large. */
final class ConnectionErrors extends ErrorHandler {

  private final Refused refused;

  ConnectionErrors(Refused refused) {
    this.refused = refused;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback)
      throws IOException {
    String id = RequestIds.fresh();
    ProblemDocument document =
        new ProblemDocument(
            ErrorAnswers.codeOf(status),
            String.valueOf(message),
            List.of(),
            Map.of("request_id", id));
    refused.request(document.code(), document.detail());
    response.setStatus(status);
    response.getHeaders().put("X-Request-Id", id);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemDocument.CONTENT_TYPE);
    byte[] body = JsonAnswer.bytes(json -> document.writeTo(json, status));
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
