package org.cnnprov.model;

import java.util.List;

/**
 * Two extractors whose rows belong together where they agree in the keys.
 *
 * @param keyTypes of each key, in the same order
 */
public record ExtractorCombination(
    Name inner, Name outer, List<Name> keys, List<AttributeType> keyTypes) {

  public ExtractorCombination {
    keys = List.copyOf(keys);
    keyTypes = List.copyOf(keyTypes);
    if (keys.size() != keyTypes.size()) {
      throw new InvalidValueException(
          ErrorCode.WRONG_VALUE_COUNT,
          "expected %d types, one for each key, came %d".formatted(keys.size(), keyTypes.size()));
    }
  }
}
