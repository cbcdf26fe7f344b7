package org.cnnprov.model;

import org.jspecify.annotations.Nullable;

/**
 * One column of a data set.
 *
 * @param extractor the tag of the {@link Extractor} that takes its values from raw data
 */
public record Attribute(
    Name name, AttributeType type, @Nullable String description, @Nullable Name extractor) {

  /** An attribute whose values the client gives. */
  public Attribute(Name name, AttributeType type, @Nullable String description) {
    this(name, type, description, null);
  }
}
