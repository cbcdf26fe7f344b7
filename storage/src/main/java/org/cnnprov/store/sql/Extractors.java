package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnprov.model.Attribute;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.DataSetSchema;
import org.cnnprov.model.Extractor;
import org.cnnprov.model.ExtractorCombination;
import org.cnnprov.model.Name;
import org.cnnprov.model.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of data sets are taken from raw data, as the catalogue keeps it. An attribute may
 * name an extractor of its own set, or of another set of the transformation that uses it.
 */
final class Extractors {

  private static final String SEPARATOR = ";";

  private final Ids ids;
  private final Changes changes;

  Extractors(Ids ids, Changes changes) {
    this.ids = ids;
    this.changes = changes;
  }

  /** The extractor of that tag which a set can name; null where there is none. */
  static @Nullable Long find(@Nullable SetState set, @Nullable TransformationState user, Name tag) {
    Stream<SetState> others =
        user == null ? Stream.of() : Stream.concat(user.reads.stream(), user.writes.stream());
    return Stream.concat(Stream.ofNullable(set), others)
        .map(each -> each.extractors.get(tag))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /**
   * Adds what a specification says of extractors, once all its sets and attributes are there;
   * whether that changed anything.
   */
  boolean declare(DataflowState dataflow, List<Transformation> all) throws SQLException {
    boolean grown = false;
    for (Transformation each : all) {
      for (DataSetSchema schema : each.sets()) {
        grown |= add(known(dataflow.sets, schema.tag()), schema.extractors());
      }
    }
    for (Transformation each : all) {
      TransformationState user = known(dataflow.transformations, each.tag());
      for (DataSetSchema schema : each.sets()) {
        SetState set = known(dataflow.sets, schema.tag());
        grown |= combine(set, user, schema.combinations());
        if (schema.dependency() == null) {
          grown |= assign(set, user, schema.attributes());
        }
      }
    }
    return grown;
  }

  private boolean add(SetState set, List<Extractor> extractors) throws SQLException {
    boolean grown = false;
    for (Extractor extractor : extractors) {
      if (!set.extractors.containsKey(extractor.tag())) {
        long id = ids.next(Tables.EXTRACTOR);
        set.extractors.put(extractor.tag(), id);
        changes.add(
            Tables.EXTRACTOR,
            id,
            set.id,
            extractor.tag().key(),
            extractor.cartridge(),
            extractor.extension());
        grown = true;
      }
    }
    return grown;
  }

  private boolean combine(
      SetState set, TransformationState user, List<ExtractorCombination> combinations)
      throws SQLException {
    boolean grown = false;
    for (ExtractorCombination combination : combinations) {
      long inner = found(set, user, combination.inner());
      long outer = found(set, user, combination.outer());
      if (set.combinations.add(List.of(inner, outer))) {
        changes.add(
            Tables.EXTRACTOR_COMBINATION,
            ids.next(Tables.EXTRACTOR_COMBINATION),
            set.id,
            outer,
            inner,
            combination.keys().stream().map(Name::key).collect(Collectors.joining(SEPARATOR)),
            combination.keyTypes().stream()
                .map(AttributeType::name)
                .collect(Collectors.joining(SEPARATOR)));
        grown = true;
      }
    }
    return grown;
  }

  private boolean assign(SetState set, TransformationState user, List<Attribute> attributes) {
    boolean grown = false;
    for (Attribute attribute : attributes) {
      if (attribute.extractor() != null) {
        long id = found(set, user, attribute.extractor());
        long of = known(set.attributes, attribute.name()).id();
        if (!Long.valueOf(id).equals(set.extractorOfAttribute.put(of, id))) {
          write(of, id);
          grown = true;
        }
      }
    }
    return grown;
  }

  /** Into the row of the attribute, which may be one of this commit. */
  private void write(long attribute, long extractor) {
    List<String> columns = Tables.ATTRIBUTE.columns().stream().map(Column::name).toList();
    int id = columns.indexOf("id");
    int extractorId = columns.indexOf("extractor_id");
    for (@Nullable Object[] row : changes.rowsOf(Tables.ATTRIBUTE)) {
      if (Long.valueOf(attribute).equals(row[id])) {
        row[extractorId] = extractor;
        return;
      }
    }
    changes.execute(
        "UPDATE " + Tables.ATTRIBUTE.qualified() + " SET extractor_id = ? WHERE id = ?",
        extractor,
        attribute);
  }

  private static long found(SetState set, TransformationState user, Name tag) {
    return Objects.requireNonNull(find(set, user, tag), "checked before");
  }

  private static <T> T known(Map<Name, T> states, Name name) {
    return Objects.requireNonNull(states.get(name), "declared before");
  }
}
