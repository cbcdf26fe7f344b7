package org.cnnprov.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects the warnings of one request; bounded, the last one says how many were left out. */
public final class Warnings {

  private static final int MAX_WARNINGS = 100;

  private final List<Warning> found = new ArrayList<>();
  private int leftOut;

  void unknownField(int line, String pointer) {
    add(
        () ->
            new Warning(
                Problems.cut(Pointers.item("", line) + pointer),
                "this member is not known here, and was left out"));
  }

  /** Adds a warning, which is made only where there is room for it. */
  public void add(Supplier<Warning> warning) {
    if (found.size() < MAX_WARNINGS) {
      found.add(warning.get());
    } else {
      leftOut++;
    }
  }

  /** The warnings in the order in which they were found. */
  public List<Warning> list() {
    List<Warning> all = new ArrayList<>(found);
    if (leftOut > 0) {
      String code = found.get(0).code();
      all.add(new Warning("", code, "and %d more were left out".formatted(leftOut)));
    }
    return List.copyOf(all);
  }
}
