package org.cnnprov.server.edit;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;
import org.cnnprov.server.http.Body;
import org.cnnprov.server.http.BodyReader;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.RowsAnswer;
import org.cnnprov.server.http.UnreadableBodyException;
import org.jspecify.annotations.Nullable;

/** The JSON object that a request brings, and what is wrong with it. */
final class EditBody {

  /** Who asks, for requests without a token. */
  static final String BY = "by";

  private final Map<String, Json> members;
  private final Problems problems;

  private EditBody(Map<String, Json> members, Problems problems) {
    this.members = members;
    this.problems = problems;
  }

  /**
   * Reads it.
   *
   * @param known the members that it may have, beside {@link #BY}
   */
  static EditBody read(Context context, BodyReader bodies, List<String> known)
      throws ProblemException, IOException {
    Problems problems = new Problems();
    try (Body body = bodies.read(context, List.of(RowsAnswer.JSON))) {
      if (body.json(problems) instanceof Json.Members members) {
        EditBody edit = new EditBody(members.values(), problems);
        edit.refuseOthersThan(known);
        return edit;
      }
      problems.add(ErrorCode.WRONG_TYPE, "", "expected an object, came something else");
      throw new ProblemException(problems.list());
    } catch (UndecodableException undecodable) {
      throw new ProblemException(undecodable.problems());
    } catch (UnreadableBodyException unreadable) {
      throw new ProblemException(List.of(unreadable.problem()));
    }
  }

  Problems problems() {
    return problems;
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  /** A member that is an object; empty where it is not there. */
  Map<String, Json> object(String name) {
    Json value = members.get(name);
    if (value instanceof Json.Members object) {
      return object.values();
    }
    if (value != null) {
      wrong("/" + name, "an object", value);
    }
    return Map.of();
  }

  /** A member that is a text or null, which mean what they say; null where it is absent too. */
  @Nullable String text(String name) {
    return text(members.get(name), "/" + name);
  }

  @Nullable String text(@Nullable Json value, String pointer) {
    if (value instanceof Json.Text text) {
      if (text.value().indexOf('\0') >= 0) {
        problems.add(ErrorCode.UNKNOWN_VALUE, pointer, "a text cannot hold the character U+0000");
      }
      return text.value();
    }
    if (value != null && !(value instanceof Json.Nothing)) {
      wrong(pointer, "a text or null", value);
    }
    return null;
  }

  /** A member that must be there, and be a text. */
  String required(String name) {
    Json value = members.get(name);
    if (value instanceof Json.Text) {
      return String.valueOf(text(name));
    }
    if (value == null) {
      problems.add(ErrorCode.MISSING_FIELD, "/" + name, "expected a text, came none");
    } else {
      wrong("/" + name, "a text", value);
    }
    return "";
  }

  /** A member that is a boolean. */
  boolean truth(String name) {
    Json value = members.get(name);
    if (value instanceof Json.Truth truth) {
      return truth.value();
    }
    if (value != null) {
      wrong("/" + name, "true or false", value);
    }
    return false;
  }

  /** Whom the request names. */
  @Nullable String by() {
    String by = text(BY);
    if (by != null && (by.isBlank() || by.length() > Name.MAX_LENGTH)) {
      problems.add(
          ErrorCode.INVALID_NAME,
          "/" + BY,
          "expected a name of 1 to %d characters, came %d".formatted(Name.MAX_LENGTH, by.length()));
    }
    return by;
  }

  void throwIfWrong() throws ProblemException {
    if (problems.any()) {
      throw new ProblemException(problems.list());
    }
  }

  private void refuseOthersThan(List<String> known) {
    for (String name : members.keySet()) {
      if (!known.contains(name) && !name.equals(BY)) {
        problems.add(
            ErrorCode.UNKNOWN_VALUE,
            "/" + name.replace("~", "~0").replace("/", "~1"),
            "expected one of %s and %s, came '%s'".formatted(known, BY, name));
      }
    }
  }

  private void wrong(String pointer, String expected, Json came) {
    problems.add(
        ErrorCode.WRONG_TYPE, pointer, "expected %s, came %s".formatted(expected, came.kind()));
  }
}
