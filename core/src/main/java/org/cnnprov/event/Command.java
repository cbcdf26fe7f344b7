package org.cnnprov.event;

import java.util.List;
import java.util.Locale;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/** What a person has changed by hand in what is stored. */
public sealed interface Command {

  /** What can be annotated and removed. */
  enum Subject {
    EXECUTION,
    DATAFLOW
  }

  /** What can be set of it. */
  enum Field {
    NAME,
    NOTE,
    TAGS,
    ARCHIVED;

    /** The form that clients see, for example {@code archived}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One thing that is set.
   *
   * @param name of the tag, where it is one
   * @param value null where it is taken away
   */
  record Change(Field field, @Nullable String name, @Nullable String value) {

    public Change {
      if (name != null && (name.isBlank() || name.length() > Name.MAX_LENGTH)) {
        throw new InvalidValueException(
            ErrorCode.INVALID_NAME,
            "expected as the name of a tag 1 to %d characters, came %d"
                .formatted(Name.MAX_LENGTH, name.length()));
      }
    }
  }

  /** Sets name, note, tags or the mark of the archive. */
  record Annotate(Subject subject, long id, List<Change> changes) implements Command {

    public Annotate {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Removes all of it.
   *
   * @param force even while it runs
   */
  record Remove(Subject subject, long id, boolean force) implements Command {}

  /** How the text of a saved query is to be read. */
  enum QueryKind {
    SQL,
    QUERY;

    /** The form that clients see, for example {@code sql}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Keeps a query under a name that none has yet. */
  record SaveQuery(Name name, QueryKind kind, String text) implements Command {

    public SaveQuery {
      if (text.isBlank()) {
        throw new InvalidValueException(
            ErrorCode.UNKNOWN_VALUE, "expected the text of a query, came an empty or blank one");
      }
    }
  }

  /** Forgets a saved query. */
  record RemoveQuery(long id) implements Command {}
}
