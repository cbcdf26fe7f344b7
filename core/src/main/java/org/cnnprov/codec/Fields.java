package org.cnnprov.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object, read by name and type.
 *
 * <p>What is wrong goes to the {@link Problems} with its place, and a stand-in is returned, so that
 * reading goes on and all problems come out at once: who reads throws the result away when there
 * are any. A member that is null is absent. Used by one thread.
 */
public final class Fields {

  /** Which texts are there, where one may be absent. */
  public enum Texts {
    /** Every one. */
    AS_WRITTEN,
    /** All but the empty one and the word {@code null}, with which DfAnalyzer's clients say so. */
    EMPTY_IS_ABSENT
  }

  private static final Name STAND_IN = new Name("?");

  private final Map<String, Json> members;
  private final String pointer;
  private final Texts texts;
  private final Problems problems;
  private final Set<String> read = new HashSet<>();
  private final List<Fields> parts = new ArrayList<>();

  Fields(Map<String, Json> members, String pointer, Texts texts, Problems problems) {
    this.members = members;
    this.pointer = pointer;
    this.texts = texts;
    this.problems = problems;
  }

  /** The members of a whole document; of none, and a problem, where it is no object. */
  public static Fields of(Json document, Texts texts, Problems problems) {
    if (document instanceof Json.Members object) {
      return new Fields(object.values(), "", texts, problems);
    }
    problems.add(ErrorCode.WRONG_TYPE, "", "expected an object, came " + document.kind());
    return new Fields(Map.of(), "", texts, problems);
  }

  /** The names of all members, in the order of the text. */
  public Set<String> names() {
    return members.keySet();
  }

  /** A value of any type; null where it is absent. */
  public @Nullable Json value(String name) {
    read.add(name);
    Json value = members.get(name);
    return value instanceof Json.Nothing ? null : value;
  }

  /** A value of any type that must be there. */
  public @Nullable Json needed(String name) {
    Json value = value(name);
    if (value == null) {
      problem(ErrorCode.MISSING_FIELD, name, "expected the member '%s'".formatted(name));
    }
    return value;
  }

  public @Nullable String text(String name) {
    String text = textOf(name, value(name));
    boolean absent =
        text != null && texts == Texts.EMPTY_IS_ABSENT && (text.isEmpty() || text.equals("null"));
    return absent ? null : text;
  }

  /** The text of a string, a number or a boolean. */
  public @Nullable String scalar(String name) {
    Json value = value(name);
    if (value instanceof Json.Numeral numeral) {
      return numeral.literal();
    }
    if (value instanceof Json.Truth truth) {
      return String.valueOf(truth.value());
    }
    return textOf(name, value);
  }

  /** A text, converted; null where it is absent or, with a problem, cannot be. */
  public <T> @Nullable T optional(String name, Function<String, T> conversion) {
    String text = text(name);
    return text == null ? null : guard(name, () -> conversion.apply(text));
  }

  /** A text that must be there, converted; null, with a problem, where it is not or cannot be. */
  public <T> @Nullable T needed(String name, Function<String, T> conversion) {
    String text = textOf(name, needed(name));
    return text == null ? null : guard(name, () -> conversion.apply(text));
  }

  /** A text that must be there, converted; the stand-in, with a problem, where it is not. */
  public <T> T required(String name, Function<String, T> conversion, T standIn) {
    T converted = needed(name, conversion);
    return converted == null ? standIn : converted;
  }

  public Name requiredName(String name) {
    return required(name, Name::new, STAND_IN);
  }

  public @Nullable Name name(String name) {
    return optional(name, Name::new);
  }

  public @Nullable Boolean flag(String name) {
    Json value = value(name);
    if (value instanceof Json.Truth truth) {
      return truth.value();
    }
    wrongType(at(name), "a boolean", value);
    return null;
  }

  public @Nullable Fields object(String name) {
    return part(value(name), at(name));
  }

  /** The entries of an array; none where it is absent. */
  public List<Json> items(String name) {
    Json value = value(name);
    if (value instanceof Json.Items items) {
      return items.values();
    }
    wrongType(at(name), "an array", value);
    return List.of();
  }

  /** The entries of an array of texts. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    int index = 0;
    for (Json item : items(name)) {
      String place = Pointers.item(at(name), index++);
      if (item instanceof Json.Text text) {
        texts.add(text.value());
      } else {
        wrongType(place, "a text", item);
      }
    }
    return texts;
  }

  /** The entries of an array of objects. */
  public List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    int index = 0;
    for (Json item : items(name)) {
      Fields object = part(item, Pointers.item(at(name), index++));
      if (object != null) {
        objects.add(object);
      }
    }
    return objects;
  }

  /** What the construction makes; null, and a problem at the member, where it refuses. */
  public <T> @Nullable T guard(String name, Supplier<T> construction) {
    try {
      return construction.get();
    } catch (InvalidValueException invalid) {
      problems.add(invalid, at(name));
      return null;
    }
  }

  /** The JSON pointer of a member. */
  public String at(String name) {
    return Pointers.member(pointer, name);
  }

  public void problem(ErrorCode code, String name, String detail) {
    problems.add(code, at(name), detail);
  }

  /** Reports a value of another type than expected; one that is absent is none. */
  public void wrongType(String place, String expected, @Nullable Json value) {
    if (value != null) {
      String detail = "expected %s, came %s".formatted(expected, value.kind());
      problems.add(ErrorCode.WRONG_TYPE, place, detail);
    }
  }

  /** Pointers of the members, here and in the parts, that nobody has asked for. */
  public List<String> unread() {
    List<String> unread = new ArrayList<>();
    for (String name : members.keySet()) {
      if (!read.contains(name)) {
        unread.add(at(name));
      }
    }
    parts.forEach(part -> unread.addAll(part.unread()));
    return unread;
  }

  private @Nullable String textOf(String name, @Nullable Json value) {
    if (value instanceof Json.Text text) {
      return text.value();
    }
    wrongType(at(name), "a text", value);
    return null;
  }

  private @Nullable Fields part(@Nullable Json value, String place) {
    if (value instanceof Json.Members object) {
      Fields part = new Fields(object.values(), place, texts, problems);
      parts.add(part);
      return part;
    }
    wrongType(place, "an object", value);
    return null;
  }
}
