package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A data set of a generated dataflow, with all its rows. */
final class GeneratedSet {

  /** A row: its values, its task of each transformation, and the tag of its execution. */
  record Row(Map<String, @Nullable Object> values, Map<String, String> tasks, String execution) {}

  final String name;

  /** Name → whether it is NUMERIC. */
  final Map<String, Boolean> attributes = new LinkedHashMap<>();

  final List<String> writers = new ArrayList<>();
  final List<String> readers = new ArrayList<>();
  final List<Row> rows = new ArrayList<>();

  GeneratedSet(String name) {
    this.name = name;
  }
}
