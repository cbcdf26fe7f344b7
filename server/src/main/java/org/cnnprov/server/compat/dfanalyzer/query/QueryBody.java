package org.cnnprov.server.compat.dfanalyzer.query;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
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

  /** A form begins with the name of a field, a query with that of a call. */
  private static final Pattern FORM = Pattern.compile("[\\w.%+-]*=");

  private QueryBody() {}

  static Source source(byte[] body) throws UndecodableException, TextException {
    Source raw = Source.of(new Slice(body, 0, body.length));
    String text = raw.text().strip();
    if (!FORM.matcher(text).lookingAt()) {
      return raw;
    }
    for (String field : text.split("&", -1)) {
      if (field.startsWith(FIELD)) {
        return decoded(raw, field.substring(FIELD.length()));
      }
    }
    String expected = "expected the field message in the form, came none";
    throw new TextException(raw.problem(ErrorCode.MISSING_FIELD, 0, expected));
  }

  private static Source decoded(Source raw, String value) throws TextException {
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
