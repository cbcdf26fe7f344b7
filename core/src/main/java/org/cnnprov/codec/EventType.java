package org.cnnprov.codec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;

/** What a line reports. */
enum EventType {
  DATAFLOW_DECLARED,
  EXECUTION_STARTED,
  ENVIRONMENT,
  TASK_BEGUN,
  ELEMENTS,
  FILE,
  PERFORMANCE,
  TASK_ENDED,
  NOTE,
  HEARTBEAT,
  EXECUTION_ENDED;

  private static final Map<String, EventType> BY_NAME =
      Arrays.stream(values())
          .collect(
              Collectors.toUnmodifiableMap(
                  type -> type.name().toLowerCase(Locale.ROOT), Function.identity()));

  static EventType of(String name) {
    EventType type = BY_NAME.get(name);
    if (type == null) {
      throw new InvalidValueException(
          ErrorCode.UNKNOWN_EVENT_TYPE,
          "expected a type of event (%s), came '%s'"
              .formatted(
                  BY_NAME.keySet().stream().sorted().collect(Collectors.joining(", ")),
                  Problems.cut(name)));
    }
    return type;
  }
}
