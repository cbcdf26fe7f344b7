package org.cnnprov.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.cnnprov.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The place behind the last item of a page: the values that the page is ordered by. Opaque for
 * clients.
 *
 * @param values String, Long, Double or null
 */
public record Cursor(List<@Nullable Object> values) {

  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * What a client is given, to be sent for the next page.
   *
   * @param purpose what was asked; a cursor of another request is refused
   */
  public String text(String purpose) throws IOException {
    byte[] json =
        JsonAnswer.bytes(
            writer -> {
              writer.beginArray();
              writer.value(purpose);
              for (Object value : values) {
                writer.value(value);
              }
              writer.endArray();
            });
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  static Cursor parse(String purpose, String text) throws ProblemException {
    try {
      byte[] json = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
      List<@Nullable Object> values = read(json);
      if (values.isEmpty() || !purpose.equals(values.get(0))) {
        throw notOurs();
      }
      return new Cursor(values.subList(1, values.size()));
    } catch (IOException | IllegalArgumentException broken) {
      throw notOurs();
    }
  }

  /** The value at {@code index}, which must be a number of the store. */
  public long number(int index) throws ProblemException {
    if (index < values.size() && values.get(index) instanceof Long number) {
      return number;
    }
    throw notOurs();
  }

  private static List<@Nullable Object> read(byte[] json) throws IOException {
    List<@Nullable Object> values = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          values.add(scalar(parser, token));
        }
      }
    }
    return values;
  }

  private static @Nullable Object scalar(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  private static ProblemException notOurs() {
    return new ProblemException(
        ErrorCode.INVALID_PARAMETER,
        "cursor: expected the \"next\" of a page of the same request, came another text");
  }
}
