package org.cnnprov.server.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Answers a request with a JSON document that is small enough to be held. */
public final class JsonAnswer {

  static final String CONTENT_TYPE = "application/json";

  /** Writes the document. */
  public interface Body {
    void writeTo(JsonWriter json) throws IOException;
  }

  private JsonAnswer() {}

  public static void send(Context context, Body body) throws IOException {
    send(context, CONTENT_TYPE, body);
  }

  static void send(Context context, String contentType, Body body) throws IOException {
    context.contentType(contentType).result(bytes(body));
  }

  static byte[] bytes(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonWriter json = new JsonWriter(bytes)) {
      body.writeTo(json);
    }
    return bytes.toByteArray();
  }
}
