package org.cnnprov.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A data set as one transformation uses it.
 *
 * @param dependency for an input, the transformation whose output it is: the attributes then come
 *     from that transformation's declaration, and those repeated here add nothing
 */
public record DataSetSchema(
    Name tag,
    SetType type,
    @Nullable Name dependency,
    List<Attribute> attributes,
    List<Extractor> extractors,
    List<ExtractorCombination> combinations) {

  public DataSetSchema {
    attributes = List.copyOf(attributes);
    extractors = List.copyOf(extractors);
    combinations = List.copyOf(combinations);
    Set<Name> names = new HashSet<>();
    for (Attribute attribute : attributes) {
      if (!names.add(attribute.name())) {
        throw new InvalidValueException(
            ErrorCode.DUPLICATE_ATTRIBUTE,
            "attribute '%s' stands twice in set '%s' (names are compared without case)"
                .formatted(attribute.name(), tag));
      }
    }
  }

  /** A data set whose rows the client gives. */
  public DataSetSchema(
      Name tag, SetType type, @Nullable Name dependency, List<Attribute> attributes) {
    this(tag, type, dependency, attributes, List.of(), List.of());
  }
}
