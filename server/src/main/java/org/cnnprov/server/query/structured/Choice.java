package org.cnnprov.server.query.structured;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;

/** Reads a constant of a closed set, in any case; its words may be joined by blanks. */
final class Choice {

  private Choice() {}

  static <E extends Enum<E>> E of(Class<E> type, String text) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    return constants.stream()
        .filter(constant -> shown(constant).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidValueException(
                    ErrorCode.UNKNOWN_VALUE,
                    "expected one of %s, came '%s'"
                        .formatted(constants.stream().map(Choice::shown).toList(), text)));
  }

  private static String shown(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
