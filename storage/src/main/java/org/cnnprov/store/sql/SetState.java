package org.cnnprov.store.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.Name;
import org.cnnprov.model.SetType;
import org.jspecify.annotations.Nullable;

/** A data set as the writer knows it, with the table that holds its elements. */
final class SetState {

  /** Columns of ours in each table of elements; the views leave all but the first out. */
  static final List<Column> OWN_COLUMNS =
      List.of(
          new Column("id", ColumnType.BIGINT),
          new Column("cnnprov_at", ColumnType.TIMESTAMP),
          new Column("cnnprov_received_at", ColumnType.TIMESTAMP));

  /** An attribute and the place of its column. */
  record AttributeState(long id, Name name, AttributeType type, String column, int position) {}

  /** A transformation that uses the set, and the place of the column with its task. */
  record Link(TransformationState transformation, SetType type, String column, int position) {}

  /** An order of attributes that a specification gave, for positional rows. */
  record Layout(long id, List<AttributeState> attributes) {}

  final long id;
  final DataflowState dataflow;
  final Name tag;
  final Table table;
  final String view;
  final Map<Name, AttributeState> attributes = new LinkedHashMap<>();
  final Map<Long, Link> links = new LinkedHashMap<>();
  final List<Layout> layouts = new ArrayList<>();

  /** By their tags. */
  final Map<Name, Long> extractors = new HashMap<>();

  /** The extractors of attributes that have one, by the ids of those. */
  final Map<Long, Long> extractorOfAttribute = new HashMap<>();

  /** Pairs of inner and outer extractor that are combined. */
  final Set<List<Long>> combinations = new HashSet<>();

  SetState(long id, DataflowState dataflow, Name tag, String tableName, String view) {
    this.id = id;
    this.dataflow = dataflow;
    this.tag = tag;
    this.table = new Table(dataflow.schema, tableName, OWN_COLUMNS);
    this.view = view;
  }

  @Nullable Link linkOf(TransformationState transformation) {
    return links.get(transformation.id);
  }

  boolean writtenBy(TransformationState transformation) {
    Link link = links.get(transformation.id);
    return link != null && link.type() == SetType.OUTPUT;
  }

  /** Whether no transformation writes it: what it holds comes from outside. */
  boolean isParameters() {
    return links.values().stream().noneMatch(link -> link.type() == SetType.OUTPUT);
  }

  /** The newest order of attributes that was given until {@code horizon}; null if none was. */
  @Nullable Layout layoutUntil(long horizon) {
    Layout newest = null;
    for (Layout layout : layouts) {
      if (layout.id() <= horizon) {
        newest = layout;
      }
    }
    return newest;
  }

  /** The newest order of that many attributes given after {@code horizon}; null if none was. */
  @Nullable Layout newerLayout(long horizon, int size) {
    Layout newest = null;
    for (Layout layout : layouts) {
      if (layout.id() > horizon && layout.attributes().size() == size) {
        newest = layout;
      }
    }
    return newest;
  }

  void add(Link link) {
    links.put(link.transformation().id, link);
    (link.type() == SetType.INPUT ? link.transformation().reads : link.transformation().writes)
        .add(this);
  }
}
