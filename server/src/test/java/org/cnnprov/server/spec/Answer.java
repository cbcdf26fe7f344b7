package org.cnnprov.server.spec;

import java.net.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server answered. */
public record Answer(int status, HttpHeaders headers, String body) {

  /** A value deep inside the JSON body. */
  public @Nullable Object at(Object... path) {
    return Plain.at(Plain.parse(body), path);
  }

  public List<@Nullable Object> list(Object... path) {
    return Plain.list(at(path));
  }

  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** This answer, which must have the status. */
  public Answer expect(int expected) {
    if (status != expected) {
      throw new AssertionError("expected " + expected + ", came " + status + ": " + body);
    }
    return this;
  }
}
