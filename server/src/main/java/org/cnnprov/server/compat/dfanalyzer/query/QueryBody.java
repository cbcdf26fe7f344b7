package org.cnnprov.server.compat.dfanalyzer.query;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.Slice;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.text.Source;
import org.cnnprov.server.text.TextException;

/**
 * The text of a query in a body: as it stands, or as the form field {@code message}. Which of them
 * it is, the header Content-Type does not tell: many clients call everything a form.
 */
final class QueryBody {

  private static final String FIELD = "message=";

  private QueryBody() {}

  static Source source(byte[] body) throws UndecodableException, TextException {
    Source raw = Source.of(new Slice(body, 0, body.length));
    String text = raw.text().strip();
    return text.startsWith(FIELD) ? decoded(raw, text) : raw;
  }

  private static Source decoded(Source raw, String form)
      throws UndecodableException, TextException {
    String value = form.substring(FIELD.length()).split("&", 2)[0];
    try {
      return new Source(URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      throw new TextException(
          raw.problem(
              ErrorCode.INVALID_ENCODING,
              0,
              "expected the field message in URL encoding: " + notEncoded.getMessage()));
    }
  }
}
