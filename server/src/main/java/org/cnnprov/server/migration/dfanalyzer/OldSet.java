package org.cnnprov.server.migration.dfanalyzer;

import java.util.List;
import org.cnnprov.model.AttributeType;
import org.cnnprov.server.migration.monetdb.TableName;
import org.jspecify.annotations.Nullable;

/**
 * A data set of the old database, and where its values stand in its table.
 *
 * @param table null where the dump has none for it
 * @param uses the transformations that write or read it, those that write it first
 */
record OldSet(
    OldCatalogue.Part part, @Nullable TableName table, List<Use> uses, List<Attribute> attributes) {

  /**
   * A transformation that uses the set.
   *
   * @param column the place of its task in a row; -1 where the table has none
   */
  record Use(OldCatalogue.Part transformation, boolean writes, int column) {}

  /**
   * An attribute.
   *
   * @param column its place in a row; -1 where the table has none
   * @param extractor the tag of the extractor that its values come from; null for none
   */
  record Attribute(String name, AttributeType type, int column, @Nullable String extractor) {}
}
