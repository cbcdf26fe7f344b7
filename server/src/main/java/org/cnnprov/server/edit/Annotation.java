package org.cnnprov.server.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnprov.codec.Json;
import org.cnnprov.event.Command.Change;
import org.cnnprov.event.Command.Field;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;
import org.cnnprov.server.http.ProblemException;
import org.jspecify.annotations.Nullable;

/** The changes that the body of a PATCH asks for; what it does not name stays as it is. */
final class Annotation {

  private final EditBody body;
  private final List<Change> changes = new ArrayList<>();

  private Annotation(EditBody body) {
    this.body = body;
  }

  static List<Change> of(EditBody body) throws ProblemException {
    Annotation annotation = new Annotation(body);
    for (Field field : Field.values()) {
      if (body.has(field.text())) {
        annotation.add(field);
      }
    }
    body.by();
    if (annotation.changes.isEmpty() && !body.problems().any()) {
      throw new ProblemException(ErrorCode.MISSING_FIELD, "expected something to set, came none");
    }
    body.throwIfWrong();
    return annotation.changes;
  }

  private void add(Field field) {
    switch (field) {
      case NAME -> changes.add(new Change(field, null, shortText(body.text("name"), "/name")));
      case NOTE -> changes.add(new Change(field, null, body.text("note")));
      case ARCHIVED ->
          changes.add(new Change(field, null, Boolean.toString(body.truth("archived"))));
      case TAGS -> {
        for (Map.Entry<String, Json> tag : body.object("tags").entrySet()) {
          addTag(tag.getKey(), tag.getValue());
        }
      }
    }
  }

  private void addTag(String name, Json value) {
    String pointer = "/tags/" + name.replace("~", "~0").replace("/", "~1");
    try {
      changes.add(new Change(Field.TAGS, name, shortText(body.text(value, pointer), pointer)));
    } catch (InvalidValueException invalid) {
      body.problems().add(invalid, pointer);
    }
  }

  private @Nullable String shortText(@Nullable String text, String pointer) {
    if (text != null && text.length() > Name.MAX_LENGTH) {
      body.problems()
          .add(
              ErrorCode.TOO_LARGE,
              pointer,
              "expected at most %d characters, came %d".formatted(Name.MAX_LENGTH, text.length()));
    }
    return text;
  }
}
