package org.cnnprov.server.prov;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How far a document goes into the data. */
public enum Detail {
  /** The rows of a set as one entity, the metrics of a training as one series. */
  RUN,
  /** An entity for each row, its values as attributes; an activity for each epoch. */
  ELEMENT,
  /** An entity for each value too. */
  VALUE;

  /** The usual one first. */
  public static final List<String> TEXTS = List.of("element", "run", "value");

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The detail of a text that is one of {@link #TEXTS}. */
  public static Detail of(String text) {
    return Arrays.stream(values())
        .filter(each -> each.text().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
