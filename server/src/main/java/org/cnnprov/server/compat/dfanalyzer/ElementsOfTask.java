package org.cnnprov.server.compat.dfanalyzer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cnnprov.codec.Fields;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.Pointers;
import org.cnnprov.event.ElementsReported;
import org.cnnprov.event.ExecutionRef;
import org.cnnprov.event.Rows;
import org.cnnprov.event.TaskRef;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/** Reads the elements of a task message: each entry of {@code sets} that has some is an event. */
record ElementsOfTask(ExecutionRef execution, TaskRef task) {

  private static final String ELEMENTS = "elements";
  private static final String SEPARATOR = ";";

  List<ElementsReported> read(Fields message) {
    List<ElementsReported> events = new ArrayList<>();
    for (Fields set : message.objects("sets")) {
      Name tag = set.requiredName("tag");
      Rows.Positional rows = rows(set);
      if (rows.size() > 0) {
        long fingerprint = Fingerprint.of(tag, rows);
        events.add(
            new ElementsReported(null, execution, task, tag, rows, set.at(ELEMENTS), fingerprint));
      }
    }
    return events;
  }

  private static Rows.Positional rows(Fields set) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    Set<Integer> joined = new HashSet<>();
    for (Json element : set.items(ELEMENTS)) {
      String place = Pointers.item(set.at(ELEMENTS), rows.size());
      if (element instanceof Json.Text text) {
        joined.add(rows.size());
        rows.add(Arrays.asList(text.value().split(SEPARATOR, -1)));
      } else if (element instanceof Json.Items values) {
        rows.add(values(set, values, place));
      } else {
        set.wrongType(place, "a list of values or one text", element);
        rows.add(List.of());
      }
    }
    return new Rows.Positional(rows, joined);
  }

  private static List<@Nullable String> values(Fields set, Json.Items values, String place) {
    List<@Nullable String> texts = new ArrayList<>();
    for (Json value : values.values()) {
      texts.add(value(set, value, Pointers.item(place, texts.size())));
    }
    return texts;
  }

  private static @Nullable String value(Fields set, Json value, String place) {
    if (value instanceof Json.Text text) {
      return text.value();
    }
    if (value instanceof Json.Numeral numeral) {
      return numeral.literal();
    }
    if (value instanceof Json.Truth truth) {
      return String.valueOf(truth.value());
    }
    if (!(value instanceof Json.Nothing)) {
      set.wrongType(place, "a text", value);
    }
    return null;
  }
}
