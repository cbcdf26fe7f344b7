package org.cnnprov.store.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.event.ElementsReported;
import org.cnnprov.event.Rows;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;
import org.cnnprov.store.sql.SetState.AttributeState;
import org.cnnprov.store.sql.SetState.Layout;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with rows before any of them is taken. */
final class ElementChecks {

  private final Layouts layouts;
  private final Growth growth;

  ElementChecks(Layouts layouts, Growth growth) {
    this.layouts = layouts;
    this.growth = growth;
  }

  /**
   * @param execution where the rows go; null when it does not exist yet
   */
  void check(
      ElementsReported event,
      DataflowState dataflow,
      @Nullable ExecutionState execution,
      String setPointer,
      Problems problems) {
    TransformationState transformation =
        dataflow.transformations.get(event.task().transformation());
    SetState set = dataflow.sets.get(event.set());
    if (transformation == null || set == null || set.linkOf(transformation) == null) {
      problems.add(
          ErrorCode.UNKNOWN_SET,
          setPointer,
          "expected a set of the transformation '%s' of dataflow '%s', came '%s'"
              .formatted(event.task().transformation(), dataflow.tag, event.set()));
      return;
    }
    checkReaders(event, dataflow, set, problems);
    if (event.rows() instanceof Rows.Named named) {
      checkNamed(named, set, event.pointer(), problems);
    } else if (event.rows() instanceof Rows.Positional positional) {
      checkPositional(positional, set, execution, event.pointer(), problems);
    }
  }

  private static void checkReaders(
      ElementsReported event, DataflowState dataflow, SetState set, Problems problems) {
    for (int i = 0; i < event.readBy().size(); i++) {
      Name tag = event.readBy().get(i).transformation();
      TransformationState reader = dataflow.transformations.get(tag);
      if (reader == null || set.linkOf(reader) == null) {
        problems.add(
            ErrorCode.UNKNOWN_TRANSFORMATION,
            "/read_by/%d/transformation".formatted(i),
            "expected a transformation that reads the set '%s', came '%s'".formatted(set.tag, tag));
      }
    }
  }

  private void checkNamed(Rows.Named named, SetState set, String pointer, Problems problems) {
    Map<Name, AttributeType> extending = new HashMap<>();
    for (int i = 0; i < named.rows().size(); i++) {
      Rows.Row row = named.rows().get(i);
      for (int k = 0; k < row.names().size(); k++) {
        Object value = row.values().get(k);
        if (value != null) {
          Name name = row.names().get(k);
          AttributeState attribute = set.attributes.get(name);
          AttributeType type = attribute == null ? extending.get(name) : attribute.type();
          if (type == null) {
            type = Values.typeOf(value);
            extending.put(name, type);
            growth.checkTag(name, cell(pointer, i, name), problems);
          }
          try {
            Values.convert(value, type);
          } catch (InvalidValueException wrong) {
            String at = cell(pointer, i, name);
            problems.add(wrong.code(), at, String.valueOf(wrong.getMessage()));
          }
        }
      }
    }
    growth.check(set, extending.keySet(), pointer, problems);
  }

  private static String cell(String pointer, int row, Name name) {
    return pointer + "/" + row + Problems.step(name.display());
  }

  private void checkPositional(
      Rows.Positional positional,
      SetState set,
      @Nullable ExecutionState execution,
      String pointer,
      Problems problems) {
    for (int i = 0; i < positional.rows().size(); i++) {
      List<@Nullable String> row = positional.rows().get(i);
      Layout layout = layouts.of(set, execution, row.size());
      if (layout == null ? !row.isEmpty() : layout.attributes().size() != row.size()) {
        problems.add(
            ErrorCode.WRONG_VALUE_COUNT,
            pointer + "/" + i,
            "expected %d values for the set '%s', came %d"
                .formatted(layout == null ? 0 : layout.attributes().size(), set.tag, row.size()));
      } else if (layout != null) {
        checkValues(positional, i, layout, pointer, problems);
      }
    }
  }

  private static void checkValues(
      Rows.Positional positional, int index, Layout layout, String pointer, Problems problems) {
    List<@Nullable String> row = positional.rows().get(index);
    for (int k = 0; k < row.size(); k++) {
      try {
        Values.convert(row.get(k), layout.attributes().get(k).type());
      } catch (InvalidValueException wrong) {
        problems.add(
            wrong.code(),
            pointer + positional.pointer(index, k),
            String.valueOf(wrong.getMessage()));
      }
    }
  }
}
