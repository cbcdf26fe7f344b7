package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnprov.model.Attribute;
import org.cnnprov.model.Name;
import org.cnnprov.model.SetType;
import org.jspecify.annotations.Nullable;

/** The table {@code ds_<set>} of each data set and the view over it, as both grow. */
final class DataSetTables {

  private final Ids ids;
  private final Changes changes;

  /** Sets whose tables do not stand in the store yet: they are created with all their columns. */
  private final Set<SetState> fresh = new LinkedHashSet<>();

  private final Set<SetState> grown = new LinkedHashSet<>();
  private final Set<SetState> linked = new LinkedHashSet<>();

  DataSetTables(Ids ids, Changes changes) {
    this.ids = ids;
    this.changes = changes;
  }

  SetState addSet(DataflowState dataflow, Name tag) throws SQLException {
    String table = take("ds_" + tag.key(), dataflow.relations);
    String view = take(tag.key(), dataflow.relations);
    SetState set = new SetState(ids.next(Tables.DATA_SET), dataflow, tag, table, view);
    dataflow.sets.put(tag, set);
    ids.startOf(set.table);
    changes.add(Tables.DATA_SET, set.id, dataflow.id, tag.key(), tag.display(), table, view);
    fresh.add(set);
    grown.add(set);
    linked.add(set);
    return set;
  }

  void addLink(SetState set, TransformationState transformation, SetType type) {
    String column = freeColumn(set, transformation.tag.key() + "_task_id");
    int position = addColumn(set, new Column(column, ColumnType.BIGINT));
    set.add(new SetState.Link(transformation, type, column, position));
    changes.add(
        Tables.DATA_SET_LINK, set.id, transformation.id, type.name(), column, (long) position);
    linked.add(set);
  }

  SetState.AttributeState addAttribute(SetState set, Attribute attribute) throws SQLException {
    String name = attribute.name().key();
    String column = freeColumn(set, name);
    int position = addColumn(set, new Column(column, ColumnType.of(attribute.type())));
    SetState.AttributeState state =
        new SetState.AttributeState(
            ids.next(Tables.ATTRIBUTE), attribute.name(), attribute.type(), column, position);
    set.attributes.put(attribute.name(), state);
    changes.add(
        Tables.ATTRIBUTE,
        state.id(),
        set.id,
        null,
        name,
        attribute.type().name(),
        attribute.name().display(),
        column,
        attribute.description(),
        (long) position);
    return state;
  }

  /**
   * Creates the new tables, and replaces the views over those that have grown, since a view names
   * its columns.
   */
  void finish() throws SQLException {
    fresh.forEach(set -> changes.define(set.table.create()));
    Set<DataflowState> dataflows = new LinkedHashSet<>();
    for (SetState set : grown) {
      changes.define(view(set));
      dataflows.add(set.dataflow);
    }
    for (SetState set : linked) {
      replaceDependencies(set);
    }
    for (DataflowState dataflow : dataflows) {
      TrainingViews.of(dataflow).forEach(changes::define);
    }
    fresh.clear();
    grown.clear();
    linked.clear();
  }

  private int addColumn(SetState set, Column column) {
    int position = set.table.columns().size();
    String alter = set.table.grow(column);
    if (!fresh.contains(set)) {
      changes.define(alter);
    }
    grown.add(set);
    return position;
  }

  private static String view(SetState set) {
    Stream<String> columns =
        Stream.of(
                Stream.of(SetState.OWN_COLUMNS.get(0).name()),
                set.links.values().stream().map(SetState.Link::column),
                set.attributes.values().stream().map(SetState.AttributeState::column))
            .flatMap(names -> names);
    return "CREATE OR REPLACE VIEW %s.%s AS SELECT %s FROM %s"
        .formatted(
            Identifier.quote(set.dataflow.schema),
            Identifier.quote(set.view),
            columns.map(Identifier::quote).collect(Collectors.joining(", ")),
            set.table.qualified());
  }

  /** One row for each pair of writer and reader; a side that nobody takes is NULL. */
  private void replaceDependencies(SetState set) throws SQLException {
    changes.execute(
        "DELETE FROM " + Tables.DATA_DEPENDENCY.qualified() + " WHERE ds_id = ?", set.id);
    for (Long writer : idsOf(set, SetType.OUTPUT)) {
      for (Long reader : idsOf(set, SetType.INPUT)) {
        changes.add(
            Tables.DATA_DEPENDENCY, ids.next(Tables.DATA_DEPENDENCY), writer, reader, set.id);
      }
    }
  }

  private static List<@Nullable Long> idsOf(SetState set, SetType type) {
    List<@Nullable Long> found =
        set.links.values().stream()
            .filter(link -> link.type() == type)
            .<@Nullable Long>map(link -> link.transformation().id)
            .toList();
    return found.isEmpty() ? java.util.Collections.singletonList(null) : found;
  }

  private static String freeColumn(SetState set, String wanted) {
    Set<String> taken =
        set.table.columns().stream()
            .map(Column::name)
            .collect(Collectors.toCollection(HashSet::new));
    return Identifier.free(wanted, taken);
  }

  private static String take(String wanted, Set<String> taken) {
    String name = Identifier.free(wanted, taken);
    taken.add(name);
    return name;
  }
}
