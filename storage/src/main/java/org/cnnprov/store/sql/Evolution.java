package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.model.Attribute;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.DataSetSchema;
import org.cnnprov.model.Dataflow;
import org.cnnprov.model.Name;
import org.cnnprov.model.PredefinedTraining;
import org.cnnprov.model.Program;
import org.cnnprov.model.SetType;
import org.cnnprov.model.Transformation;
import org.jspecify.annotations.Nullable;

/** Makes dataflows grow: what a specification or a row adds, and a new version for it. */
final class Evolution {

  private final Catalogue catalogue;
  private final Ids ids;
  private final Changes changes;
  private final Removals removals;
  private final DataSetTables tables;
  private final Extractors extractors;

  Evolution(Catalogue catalogue, Ids ids, Changes changes, Removals removals) {
    this.catalogue = catalogue;
    this.ids = ids;
    this.changes = changes;
    this.removals = removals;
    this.tables = new DataSetTables(ids, changes);
    this.extractors = new Extractors(ids, changes);
  }

  void apply(Dataflow specification, boolean opensExecution, LocalDateTime at) throws SQLException {
    DataflowState dataflow = catalogue.find(specification.tag());
    boolean grown = dataflow == null;
    if (dataflow == null) {
      dataflow = create(specification.tag(), at);
    }
    if (opensExecution) {
      removals.declared(dataflow);
    }
    if (opensExecution && !dataflow.opensExecution) {
      dataflow.opensExecution = true;
      changes.touch(dataflow);
    }
    List<Transformation> all = specification.allTransformations();
    Map<SetState, Map<Name, SetState.AttributeState>> orders = new LinkedHashMap<>();
    // Outputs first: an input with a dependency finds its set there, wherever both stand.
    grown |= declare(dataflow, all, SetType.OUTPUT, orders);
    grown |= declare(dataflow, all, SetType.INPUT, orders);
    grown |= extractors.declare(dataflow, all);
    for (Map.Entry<SetState, Map<Name, SetState.AttributeState>> order : orders.entrySet()) {
      keepLayout(order.getKey(), List.copyOf(order.getValue().values()));
    }
    if (specification.predefined()) {
      grown |= addNamedOnly(dataflow);
    }
    if (grown) {
      newVersion(dataflow, at);
    }
  }

  /** A row has a name that its set does not have. */
  SetState.AttributeState extend(SetState set, Name name, AttributeType type, LocalDateTime at)
      throws SQLException {
    SetState.AttributeState attribute = tables.addAttribute(set, new Attribute(name, type, null));
    newVersion(set.dataflow, at);
    return attribute;
  }

  /** Completes the definitions; called once before a commit. */
  void finish() throws SQLException {
    tables.finish();
  }

  private DataflowState create(Name tag, LocalDateTime at) throws SQLException {
    DataflowState dataflow = catalogue.create(ids.next(Tables.DATAFLOW), tag, at);
    changes.define("CREATE SCHEMA " + Identifier.quote(dataflow.schema));
    changes.touch(dataflow);
    return dataflow;
  }

  private boolean declare(
      DataflowState dataflow,
      List<Transformation> all,
      SetType type,
      Map<SetState, Map<Name, SetState.AttributeState>> orders)
      throws SQLException {
    boolean grown = false;
    for (Transformation each : all) {
      TransformationState transformation = dataflow.transformations.get(each.tag());
      if (transformation == null) {
        transformation = addTransformation(dataflow, each.tag());
        grown = true;
      }
      grown |= addPrograms(dataflow, transformation, each.programs());
      for (DataSetSchema schema : each.sets()) {
        if (schema.type() == type) {
          grown |= declareSet(dataflow, transformation, schema, orders);
        }
      }
    }
    return grown;
  }

  private boolean declareSet(
      DataflowState dataflow,
      TransformationState transformation,
      DataSetSchema schema,
      Map<SetState, Map<Name, SetState.AttributeState>> orders)
      throws SQLException {
    SetState set = dataflow.sets.get(schema.tag());
    boolean grown = set == null;
    if (set == null) {
      set = tables.addSet(dataflow, schema.tag());
    }
    if (set.linkOf(transformation) == null) {
      tables.addLink(set, transformation, schema.type());
      grown = true;
    }
    if (schema.dependency() != null) {
      return grown;
    }
    Map<Name, SetState.AttributeState> order =
        orders.computeIfAbsent(set, absent -> new LinkedHashMap<>());
    for (Attribute attribute : schema.attributes()) {
      SetState.AttributeState state = set.attributes.get(attribute.name());
      if (state == null) {
        state = tables.addAttribute(set, attribute);
        grown = true;
      }
      order.putIfAbsent(attribute.name(), state);
    }
    return grown;
  }

  private TransformationState addTransformation(DataflowState dataflow, Name tag)
      throws SQLException {
    TransformationState transformation =
        new TransformationState(ids.next(Tables.DATA_TRANSFORMATION), tag);
    dataflow.transformations.put(tag, transformation);
    changes.add(
        Tables.DATA_TRANSFORMATION, transformation.id, dataflow.id, tag.key(), tag.display());
    return transformation;
  }

  private boolean addPrograms(
      DataflowState dataflow, TransformationState transformation, List<Program> programs)
      throws SQLException {
    boolean grown = false;
    for (Program program : programs) {
      String key = programKey(program.name(), program.path());
      Long id = dataflow.programs.get(key);
      if (id == null) {
        id = ids.next(Tables.PROGRAM);
        dataflow.programs.put(key, id);
        changes.add(Tables.PROGRAM, id, dataflow.id, program.name(), program.path());
      }
      if (transformation.programs.add(id)) {
        changes.add(Tables.USE_PROGRAM, transformation.id, id);
        grown = true;
      }
    }
    return grown;
  }

  static String programKey(String name, @Nullable String path) {
    return name + '\0' + path;
  }

  private boolean addNamedOnly(DataflowState dataflow) throws SQLException {
    boolean grown = false;
    for (SetState set : new ArrayList<>(dataflow.sets.values())) {
      for (Attribute attribute : PredefinedTraining.filledByNameOnly(set.tag)) {
        if (!set.attributes.containsKey(attribute.name())) {
          tables.addAttribute(set, attribute);
          grown = true;
        }
      }
    }
    return grown;
  }

  private void keepLayout(SetState set, List<SetState.AttributeState> order) throws SQLException {
    SetState.Layout newest = set.layoutUntil(Long.MAX_VALUE);
    if (order.isEmpty() || (newest != null && newest.attributes().equals(order))) {
      return;
    }
    SetState.Layout layout = new SetState.Layout(ids.next(Tables.SET_LAYOUT), order);
    set.layouts.add(layout);
    catalogue.lastLayout = layout.id();
    changes.add(
        Tables.SET_LAYOUT,
        layout.id(),
        set.id,
        String.join(",", order.stream().map(each -> Long.toString(each.id())).toList()));
  }

  private void newVersion(DataflowState dataflow, LocalDateTime at) {
    dataflow.version++;
    changes.touched().dataflow(dataflow);
    changes.add(Tables.DATAFLOW_VERSION, dataflow.version, dataflow.id, at);
  }
}
