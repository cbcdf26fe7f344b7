package org.cnnprov.server.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Problem;

/**
 * What a client is told of an error (RFC 9457).
 *
 * @param errors each place where the request is wrong; empty where it is wrong as a whole
 * @param members further ones, known for the code
 */
public record ProblemDocument(
    ErrorCode code, String detail, List<Problem> errors, Map<String, Object> members) {

  /** The document type, besides which a problem's {@code title} and {@code code} say it all. */
  private static final String TYPE = "about:blank";

  static final String CONTENT_TYPE = "application/problem+json";

  public ProblemDocument {
    errors = List.copyOf(errors);
    members = Map.copyOf(members);
  }

  static ProblemDocument of(List<Problem> problems) {
    Problem first = problems.get(0);
    return new ProblemDocument(first.code(), first.detail(), problems, Map.of());
  }

  /** Writes it with {@code status}, which is the code's own unless the connection decided it. */
  void writeTo(JsonWriter json, int status) throws IOException {
    json.beginObject();
    json.field("type", TYPE);
    json.field("title", Titles.of(code));
    json.field("status", status);
    json.field("detail", detail);
    json.field("code", code.code());
    for (Map.Entry<String, Object> member : members.entrySet()) {
      json.field(member.getKey(), member.getValue());
    }
    if (!errors.isEmpty()) {
      json.name("errors");
      writeAll(errors, json);
    }
    json.endObject();
  }

  /** The array of placed problems, as {@code errors}, {@code rejected} and others hold it. */
  public static void writeAll(List<Problem> problems, JsonWriter json) throws IOException {
    json.beginArray();
    for (Problem problem : problems) {
      json.beginObject();
      json.field("pointer", problem.pointer());
      json.field("code", problem.code().code());
      json.field("detail", problem.detail());
      if (problem.position() != null) {
        json.field("line", problem.position().line());
        json.field("column", problem.position().column());
      }
      json.endObject();
    }
    json.endArray();
  }
}
