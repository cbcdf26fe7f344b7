package org.cnnprov.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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

  /** What counts as a text. */
  public enum Texts {
    /** A JSON string alone, and every one. */
    AS_WRITTEN,
    /** Numbers and booleans too; but the empty text and the text {@code null} are absence. */
    FORGIVING;

    private static boolean absent(String text) {
      return text.isEmpty() || text.equals("null");
    }
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

  /** Whether the member is there, and is not null. */
  public boolean has(String name) {
    return value(name) != null;
  }

  public @Nullable Json value(String name) {
    read.add(name);
    Json value = members.get(name);
    return value instanceof Json.Nothing ? null : value;
  }

  public @Nullable String text(String name) {
    Json value = value(name);
    return value == null ? null : textOf(name, value);
  }

  /** The text of a string, a number or a boolean. */
  @Nullable String scalar(String name) {
    Json value = value(name);
    if (value instanceof Json.Text text) {
      return text.value();
    }
    if (value instanceof Json.Numeral numeral) {
      return numeral.literal();
    }
    if (value instanceof Json.Truth truth) {
      return String.valueOf(truth.value());
    }
    if (value != null) {
      wrongType(at(name), "a text", value);
    }
    return null;
  }

  /** A text that must be there, converted; the stand-in where it is not, or cannot be. */
  public <T> T required(String name, Function<String, T> conversion, T standIn) {
    T converted = needed(name, conversion);
    return converted == null ? standIn : converted;
  }

  /** A text that must be there, converted; null, and a problem, where it is not or cannot be. */
  public <T> @Nullable T needed(String name, Function<String, T> conversion) {
    int before = problems.count();
    T converted = optional(name, conversion);
    if (converted == null && problems.count() == before) {
      missing(name);
    }
    return converted;
  }

  /** A text, converted; null where it is absent or its conversion failed. */
  public <T> @Nullable T optional(String name, Function<String, T> conversion) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    return guard(name, () -> conversion.apply(text));
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
    if (value != null) {
      wrongType(at(name), "a boolean", value);
    }
    return null;
  }

  public @Nullable Double number(String name) {
    Json value = value(name);
    if (value instanceof Json.Numeral numeral) {
      double number = Double.parseDouble(numeral.literal());
      if (Double.isFinite(number)) {
        return number;
      }
      problem(ErrorCode.NOT_A_NUMBER, name, Numbers.TOO_LARGE + numeral.literal());
    } else if (value != null) {
      wrongType(at(name), "a number", value);
    }
    return null;
  }

  /** A whole number of 0 or more. */
  public @Nullable Long count(String name) {
    Json value = value(name);
    if (value instanceof Json.Numeral numeral) {
      OptionalLong count = Numbers.whole(numeral.literal());
      if (count.isPresent() && count.getAsLong() >= 0) {
        return count.getAsLong();
      }
      String expected = "expected a whole number of 0 or more, came " + numeral.literal();
      problem(ErrorCode.UNKNOWN_VALUE, name, expected);
    } else if (value != null) {
      wrongType(at(name), "a whole number", value);
    }
    return null;
  }

  /** A count that must be there; of what no int holds, the largest int. */
  int requiredInt(String name) {
    if (!has(name)) {
      missing(name);
    }
    Long count = count(name);
    return count == null ? 0 : (int) Math.min(count, Integer.MAX_VALUE);
  }

  public @Nullable Fields object(String name) {
    Json value = value(name);
    return value == null ? null : part(value, at(name));
  }

  @Nullable Fields neededObject(String name) {
    if (!has(name)) {
      missing(name);
    }
    return object(name);
  }

  /** The entries of an array; none where it is absent. */
  public List<Json> items(String name) {
    Json value = value(name);
    if (value instanceof Json.Items items) {
      return items.values();
    }
    if (value != null) {
      wrongType(at(name), "an array", value);
    }
    return List.of();
  }

  /** The entries of an array of texts. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    int index = 0;
    for (Json item : items(name)) {
      if (item instanceof Json.Text text) {
        texts.add(text.value());
      } else {
        wrongType(Pointers.item(at(name), index), "a text", item);
      }
      index++;
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

  /** Reports a member that must be there and is not. */
  public void missing(String name) {
    problem(ErrorCode.MISSING_FIELD, name, "expected the member '%s'".formatted(name));
  }

  /** The names of all members, in the order of the text. */
  public Set<String> names() {
    return members.keySet();
  }

  /** Pointers of the members, here and in the parts, that nobody has asked for. */
  List<String> unread() {
    List<String> unread = new ArrayList<>();
    for (String name : members.keySet()) {
      if (!read.contains(name)) {
        unread.add(at(name));
      }
    }
    parts.forEach(part -> unread.addAll(part.unread()));
    return unread;
  }

  /** The JSON pointer of a member. */
  public String at(String name) {
    return Pointers.member(pointer, name);
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

  public void problem(ErrorCode code, String name, String detail) {
    problems.add(code, at(name), detail);
  }

  private @Nullable Fields part(Json value, String place) {
    if (value instanceof Json.Members object) {
      Fields part = new Fields(object.values(), place, texts, problems);
      parts.add(part);
      return part;
    }
    wrongType(place, "an object", value);
    return null;
  }

  private @Nullable String textOf(String name, Json value) {
    if (texts == Texts.FORGIVING) {
      String scalar = scalar(name);
      return scalar == null || Texts.absent(scalar) ? null : scalar;
    }
    if (value instanceof Json.Text text) {
      return text.value();
    }
    wrongType(at(name), "a text", value);
    return null;
  }

  private void wrongType(String place, String expected, Json value) {
    problems.add(
        ErrorCode.WRONG_TYPE, place, "expected %s, came %s".formatted(expected, value.kind()));
  }
}
