package org.cnnprov.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cnnprov.event.Slice;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Problem;

/** Reads a JSON text as a whole, for what is small and read by name. */
public final class JsonTree {

  private JsonTree() {}

  /**
   * The value that the text holds, of the usual nesting. A member that stands twice, and text that
   * is no Unicode, go to {@code problems}.
   *
   * @throws UndecodableException where it is no JSON
   */
  public static Json parse(Slice text, Problems problems) throws UndecodableException {
    return parse(text, JsonText.USUAL, problems);
  }

  /** The same for a text of another nesting. */
  public static Json parse(Slice text, JsonText form, Problems problems)
      throws UndecodableException {
    try (JsonParser parser = form.parser(text)) {
      if (parser.nextToken() == null) {
        throw malformed("expected JSON, came an empty text");
      }
      Json json = read(parser, problems);
      JsonText.expectEnd(parser);
      return json;
    } catch (IOException notJson) {
      throw malformed(form.reason(notJson));
    }
  }

  /** The value as JSON text, without blanks. */
  public static String write(Json json) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JsonText.generator(text)) {
      write(json, generator);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** The value that begins at the current token. */
  static Json read(JsonParser parser, Problems problems) throws IOException {
    JsonToken token = Objects.requireNonNull(parser.currentToken());
    return switch (token) {
      case START_OBJECT -> members(parser, problems);
      case START_ARRAY -> items(parser, problems);
      case VALUE_STRING -> new Json.Text(encodable(parser.getText(), parser, problems));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Numeral(parser.getText());
      case VALUE_TRUE -> new Json.Truth(true);
      case VALUE_FALSE -> new Json.Truth(false);
      case VALUE_NULL -> Json.Nothing.NOTHING;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + token);
    };
  }

  private static Json members(JsonParser parser, Problems problems) throws IOException {
    Map<String, Json> members = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      put(members, name, read(parser, problems), parser, problems);
    }
    return new Json.Members(members);
  }

  /** Adds a member, whose value was read just now. */
  static void put(
      Map<String, Json> members, String name, Json value, JsonParser parser, Problems problems) {
    if (members.put(encodable(name, parser, problems), value) != null) {
      problems.add(
          ErrorCode.MALFORMED_JSON, Pointers.of(parser), "this member stands twice in its object");
    }
  }

  private static Json items(JsonParser parser, Problems problems) throws IOException {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser, problems));
    }
    return new Json.Items(items);
  }

  private static String encodable(String text, JsonParser parser, Problems problems) {
    if (!JsonText.encodable(text)) {
      problems.add(ErrorCode.INVALID_ENCODING, Pointers.of(parser), JsonText.HALF_A_PAIR);
    }
    return text;
  }

  private static void write(Json json, JsonGenerator generator) throws IOException {
    if (json instanceof Json.Members object) {
      generator.writeStartObject();
      for (Map.Entry<String, Json> member : object.values().entrySet()) {
        generator.writeFieldName(member.getKey());
        write(member.getValue(), generator);
      }
      generator.writeEndObject();
    } else if (json instanceof Json.Items array) {
      generator.writeStartArray();
      for (Json item : array.values()) {
        write(item, generator);
      }
      generator.writeEndArray();
    } else if (json instanceof Json.Text text) {
      generator.writeString(text.value());
    } else if (json instanceof Json.Numeral numeral) {
      generator.writeNumber(numeral.literal());
    } else if (json instanceof Json.Truth truth) {
      generator.writeBoolean(truth.value());
    } else {
      generator.writeNull();
    }
  }

  private static UndecodableException malformed(String detail) {
    return new UndecodableException(
        List.of(new Problem(ErrorCode.MALFORMED_JSON, "", Problems.cut(detail))));
  }
}
