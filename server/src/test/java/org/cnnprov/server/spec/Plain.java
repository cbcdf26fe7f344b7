package org.cnnprov.server.spec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.JsonTree;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.Slice;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, texts, doubles, booleans and null. */
public final class Plain {

  private Plain() {}

  public static @Nullable Object parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      return plain(JsonTree.parse(new Slice(bytes, 0, bytes.length), new Problems()));
    } catch (UndecodableException noJson) {
      throw new AssertionError("no JSON: " + text, noJson);
    }
  }

  /** The JSON text of such a value. */
  public static String text(@Nullable Object value) {
    return JsonText.of(value);
  }

  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> object(@Nullable Object value) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
  }

  @SuppressWarnings("unchecked")
  public static List<@Nullable Object> list(@Nullable Object value) {
    return (List<@Nullable Object>) Objects.requireNonNull(value);
  }

  public static long number(@Nullable Object value) {
    return ((Double) Objects.requireNonNull(value)).longValue();
  }

  /** A value deep inside: names of members and indexes of items. */
  public static @Nullable Object at(@Nullable Object value, Object... path) {
    Object found = value;
    for (Object step : path) {
      found = step instanceof Integer index ? list(found).get(index) : object(found).get(step);
    }
    return found;
  }

  private static @Nullable Object plain(Json json) {
    if (json instanceof Json.Members members) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      members.values().forEach((name, value) -> object.put(name, plain(value)));
      return object;
    } else if (json instanceof Json.Items items) {
      List<@Nullable Object> list = new ArrayList<>();
      items.values().forEach(item -> list.add(plain(item)));
      return list;
    } else if (json instanceof Json.Text text) {
      return text.value();
    } else if (json instanceof Json.Numeral numeral) {
      return Double.valueOf(numeral.literal());
    }
    return json instanceof Json.Truth truth ? truth.value() : null;
  }
}
