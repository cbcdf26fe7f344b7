package org.cnnprov.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.cnnprov.event.Slice;

/** The one way in which JSON is parsed: UTF-8 alone, bounded nesting, texts as long as the body. */
public final class JsonText {

  /** The nesting that is allowed where nothing else is said. */
  public static final int USUAL_NESTING = 100;

  static final JsonText USUAL = new JsonText(USUAL_NESTING);

  static final String HALF_A_PAIR = "expected Unicode text, came half of a surrogate pair";

  private final JsonFactory factory;

  /**
   * Texts of a nesting.
   *
   * @param nesting how many objects and arrays may stand in one another
   */
  public JsonText(int nesting) {
    factory =
        JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(nesting)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();
  }

  JsonParser parser(Slice text) throws IOException {
    return factory.createParser(text.body(), text.from(), text.to() - text.from());
  }

  static JsonGenerator generator(Writer target) throws IOException {
    return USUAL.factory.createGenerator(target);
  }

  static void expectEnd(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "something stands behind the value");
    }
  }

  /** Why a text is no JSON, and from which byte on. */
  String reason(IOException malformed) {
    if (malformed instanceof StreamConstraintsException) { // nesting is all that is bounded
      return "expected at most %d objects and arrays in one another, came more"
          .formatted(factory.streamReadConstraints().getMaxNestingDepth());
    }
    if (malformed instanceof JsonProcessingException json && json.getLocation() != null) {
      return "expected JSON: %s (byte %d)"
          .formatted(json.getOriginalMessage(), json.getLocation().getByteOffset());
    }
    return "expected JSON: " + malformed.getMessage();
  }

  /** Whether every surrogate has its pair, so that the text has a form in UTF-8. */
  static boolean encodable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
      }
    }
    return true;
  }
}
