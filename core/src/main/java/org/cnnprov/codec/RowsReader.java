package org.cnnprov.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnprov.event.Rows;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of elements straight from the tokens: this is where nearly all bytes are. Rows of
 * one batch that have the same attributes share one list of names. Used by one thread.
 */
final class RowsReader {

  private static final int MAX_SHAPES = 1_000;

  private final Map<List<String>, Shape> shapes = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();
  private Shape shape = new Shape(List.of(), List.of());

  /** The names of a row as they are written, and what they are. */
  private record Shape(List<String> written, List<Name> names) {}

  /** The rows of the array that begins at the current token. */
  List<Rows.Row> read(JsonParser parser, Problems problems) throws IOException {
    List<Rows.Row> rows = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        rows.add(row(parser, problems));
      } else {
        wrongType("an object by attribute name", parser, problems);
      }
    }
    return rows;
  }

  private Rows.Row row(JsonParser parser, Problems problems) throws IOException {
    names.clear();
    values.clear();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      names.add(name);
      values.add(value(parser, parser.nextToken(), problems));
    }
    return new Rows.Row(
        namesOf(parser, problems), Collections.unmodifiableList(Arrays.asList(values.toArray())));
  }

  private @Nullable Object value(JsonParser parser, JsonToken token, Problems problems)
      throws IOException {
    return switch (token) {
      case VALUE_STRING -> text(parser, problems);
      case VALUE_NUMBER_INT -> number(parser, true, problems);
      case VALUE_NUMBER_FLOAT -> number(parser, false, problems);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case START_OBJECT, START_ARRAY -> {
        wrongType("a text, a number, a boolean or null", parser, problems);
        yield null;
      }
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + token);
    };
  }

  private static String text(JsonParser parser, Problems problems) throws IOException {
    String text = parser.getText();
    if (!JsonText.encodable(text)) {
      problems.add(ErrorCode.INVALID_ENCODING, Pointers.of(parser), JsonText.HALF_A_PAIR);
    }
    return text;
  }

  private static Number number(JsonParser parser, boolean integer, Problems problems)
      throws IOException {
    Number number = Numbers.of(parser.getText(), integer);
    if (Double.isInfinite(number.doubleValue())) {
      problems.add(
          ErrorCode.NOT_A_NUMBER, Pointers.of(parser), Numbers.TOO_LARGE + parser.getText());
    }
    return number;
  }

  private static void wrongType(String expected, JsonParser parser, Problems problems)
      throws IOException {
    problems.add(
        ErrorCode.WRONG_TYPE,
        Pointers.of(parser),
        "expected %s, came %s".formatted(expected, kind(parser.currentToken())));
    parser.skipChildren();
  }

  private static String kind(@Nullable JsonToken token) {
    if (token == JsonToken.START_ARRAY) {
      return "an array";
    }
    return token == JsonToken.START_OBJECT ? "an object" : "a single value";
  }

  /** The names of the row that just ended, as the one list that all such rows share. */
  private List<Name> namesOf(JsonParser parser, Problems problems) {
    if (!names.equals(shape.written)) {
      Shape known = shapes.get(names);
      if (known == null) {
        return newShape(parser, problems);
      }
      shape = known;
    }
    return shape.names;
  }

  private List<Name> newShape(JsonParser parser, Problems problems) {
    int before = problems.count();
    Shape fresh = new Shape(List.copyOf(names), checked(Pointers.of(parser), problems));
    if (problems.count() == before) {
      shape = fresh;
      if (shapes.size() < MAX_SHAPES) {
        shapes.put(fresh.written, fresh);
      }
    }
    return fresh.names;
  }

  /** Those of the row's names that are names, each once; of the others it tells. */
  private List<Name> checked(String row, Problems problems) {
    Set<Name> found = new LinkedHashSet<>();
    for (String name : names) {
      String pointer = Pointers.member(row, name);
      try {
        if (!found.add(new Name(name))) {
          problems.add(
              ErrorCode.DUPLICATE_ATTRIBUTE,
              pointer,
              "this attribute stands twice in the row (names are compared without case)");
        }
      } catch (InvalidValueException invalid) {
        problems.add(invalid, pointer);
      }
      if (!JsonText.encodable(name)) {
        problems.add(ErrorCode.INVALID_ENCODING, pointer, JsonText.HALF_A_PAIR);
      }
    }
    return List.copyOf(found);
  }
}
