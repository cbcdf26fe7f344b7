package org.cnnprov.codec;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.event.EnvironmentRecorded;
import org.cnnprov.event.Event;
import org.cnnprov.event.ExecutionEnded;
import org.cnnprov.event.Heartbeat;
import org.cnnprov.event.NoteWritten;
import org.cnnprov.model.ExecutionStatus;

/** Events of a running execution as a whole. */
final class ExecutionEvents {

  private static final List<String> KINDS_OF_FACTS =
      List.of("packages", "git", "variables", "system");

  private ExecutionEvents() {}

  static Event environment(OffsetDateTime at, Fields fields) {
    List<EnvironmentRecorded.Entry> entries = new ArrayList<>();
    for (String kind : KINDS_OF_FACTS) {
      textsByName(fields, kind)
          .forEach((name, value) -> entries.add(new EnvironmentRecorded.Entry(kind, name, value)));
    }
    return new EnvironmentRecorded(at, EventReader.execution(fields), entries);
  }

  static Event note(OffsetDateTime at, Fields fields) {
    return new NoteWritten(
        at, EventReader.execution(fields), fields.text("text"), textsByName(fields, "tags"));
  }

  static Event heartbeat(OffsetDateTime at, Fields fields) {
    return new Heartbeat(at, EventReader.execution(fields));
  }

  static Event ended(OffsetDateTime at, Fields fields) {
    return new ExecutionEnded(
        at,
        EventReader.execution(fields),
        fields.required("status", ExecutionStatus::ended, ExecutionStatus.FINISHED),
        EventReader.failure(fields));
  }

  /** The members of an object as texts; a member that is null is left out. */
  private static Map<String, String> textsByName(Fields fields, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    Fields object = fields.object(name);
    if (object != null) {
      for (String member : object.names()) {
        String text = object.scalar(member);
        if (text != null) {
          texts.put(member, text);
        }
      }
    }
    return texts;
  }
}
