package org.cnnprov.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value as it stood in the text; numbers keep their spelling. */
public sealed interface Json {

  /** What it is, for messages: {@code a text}, {@code an array}, … */
  String kind();

  /** A string. */
  record Text(String value) implements Json {

    @Override
    public String kind() {
      return "a text";
    }
  }

  /** A number, as it was spelled. */
  record Numeral(String literal) implements Json {

    @Override
    public String kind() {
      return "a number";
    }
  }

  /** {@code true} or {@code false}. */
  record Truth(boolean value) implements Json {

    @Override
    public String kind() {
      return "a boolean";
    }
  }

  /** {@code null}. */
  record Nothing() implements Json {

    static final Nothing NOTHING = new Nothing();

    @Override
    public String kind() {
      return "null";
    }
  }

  /** An array. */
  record Items(List<Json> values) implements Json {

    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String kind() {
      return "an array";
    }
  }

  /** An object, its members in the order of the text. */
  record Members(Map<String, Json> values) implements Json {

    public Members {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public String kind() {
      return "an object";
    }
  }
}
