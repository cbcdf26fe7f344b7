package org.cnnprov.codec;

import java.util.ArrayList;
import java.util.List;

/** Collects the warnings of one batch; bounded, the last one says how many were left out. */
final class Warnings {

  private static final int MAX_WARNINGS = 100;

  private final List<Warning> found = new ArrayList<>();
  private int leftOut;

  void unknownField(int line, String pointer) {
    if (found.size() < MAX_WARNINGS) {
      found.add(
          new Warning(
              Problems.cut(Pointers.item("", line) + pointer),
              "this member is not known here, and was left out"));
    } else {
      leftOut++;
    }
  }

  List<Warning> list() {
    List<Warning> all = new ArrayList<>(found);
    if (leftOut > 0) {
      all.add(new Warning("", "and %d more members were left out".formatted(leftOut)));
    }
    return List.copyOf(all);
  }
}
