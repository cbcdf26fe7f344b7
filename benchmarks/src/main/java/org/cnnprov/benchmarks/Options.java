package org.cnnprov.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers given as {@code key=value}. */
record Options(Map<String, Integer> values) {

  static Options of(List<String> arguments) {
    Map<String, Integer> values = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      values.put(parts[0], Integer.valueOf(parts[1]));
    }
    return new Options(values);
  }

  int number(String name, int otherwise) {
    return values.getOrDefault(name, otherwise);
  }
}
