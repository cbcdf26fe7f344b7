package org.cnnprov.server.migration.dfanalyzer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.TaskStatus;
import org.cnnprov.server.migration.monetdb.DumpException;
import org.cnnprov.server.migration.monetdb.DumpListener;
import org.cnnprov.server.migration.monetdb.Table;
import org.cnnprov.server.migration.monetdb.TableName;
import org.jspecify.annotations.Nullable;

/** The first reading: the catalogue, the tasks, and how many rows each table has. */
final class OldDatabase implements DumpListener {

  final OldCatalogue catalogue = new OldCatalogue();
  final Map<Long, OldTask> tasks = new LinkedHashMap<>();
  final Map<TableName, Table> tables = new LinkedHashMap<>();
  final Map<TableName, Long> rows = new LinkedHashMap<>();

  private final Remarks remarks;

  /** Tasks wait for the transformations, which may stand behind them. */
  private final List<WaitingTask> waiting = new ArrayList<>();

  private record WaitingTask(
      long id,
      String identifier,
      long version,
      long transformation,
      @Nullable String execution,
      TaskStatus status,
      long line) {}

  OldDatabase(Remarks remarks) {
    this.remarks = remarks;
  }

  @Override
  public void table(Table table, long line) {
    tables.put(table.name(), table);
    rows.putIfAbsent(table.name(), 0L);
    if (!OldCatalogue.isFixed(table.name())) {
      return;
    }
    catalogue.knowsExecutions |= table.name().name().equals("dataflow_execution");
    Set<String> known = OldCatalogue.COLUMNS.getOrDefault(table.name().name(), Set.of());
    for (Table.Column column : table.columns()) {
      if (!known.contains(column.name())) {
        remarks.note(
            "line %d: the column \"%s\" of %s is not carried: there is no place for it"
                .formatted(line, column.name(), table.name()));
      }
    }
  }

  @Override
  public void row(Table table, List<@Nullable String> values, long line) throws DumpException {
    rows.merge(table.name(), 1L, Long::sum);
    if (!OldCatalogue.isFixed(table.name())) {
      return;
    }
    OldRow row = new OldRow(table, values, line);
    if (table.name().name().equals("task")) {
      wait(row);
    } else {
      catalogue.add(row);
    }
  }

  @Override
  public void passedOver(String what, long count, long line) {
    remarks.lost(what, "line %d: it was passed over".formatted(line), Math.max(count, 1), line);
  }

  private void wait(OldRow row) throws DumpException {
    waiting.add(
        new WaitingTask(
            row.neededNumber("id"),
            row.neededText("identifier"),
            row.neededNumber("df_version"),
            row.neededNumber("dt_id"),
            row.text("df_exec"),
            status(row),
            row.line()));
  }

  private TaskStatus status(OldRow row) {
    String text = row.text("status");
    try {
      return text == null ? TaskStatus.READY : TaskStatus.of(text);
    } catch (InvalidValueException unknown) {
      remarks.lostValue(
          row.table().name().toString(),
          "the status '%s' is none; it is RUNNING now".formatted(text),
          row.line());
      return TaskStatus.RUNNING;
    }
  }

  /** Puts together what was read. */
  void complete() throws DumpException {
    if (catalogue.dataflows.isEmpty()) {
      throw new DumpException(
          1,
          "expected the catalogue of a DfAnalyzer database, came a dump without rows of the table"
              + " \"dataflow\"; dump the whole database (msqldump DATABASE)");
    }
    for (OldCatalogue.Part part : parts()) {
      if (!catalogue.dataflows.containsKey(part.dataflow())) {
        throw new DumpException(
            part.line(),
            "'%s' belongs to dataflow %d, which the dump does not hold"
                .formatted(part.tag(), part.dataflow()));
      }
    }
    for (WaitingTask task : waiting) {
      OldCatalogue.Part transformation = catalogue.transformations.get(task.transformation());
      if (transformation == null) {
        throw new DumpException(
            task.line(),
            "task %d belongs to transformation %d, which the dump does not hold"
                .formatted(task.id(), task.transformation()));
      }
      tasks.put(
          task.id(),
          new OldTask(
              task.id(),
              task.identifier(),
              task.version(),
              transformation,
              task.execution(),
              task.status()));
    }
    waiting.clear();
  }

  private List<OldCatalogue.Part> parts() {
    List<OldCatalogue.Part> parts = new ArrayList<>(catalogue.transformations.values());
    parts.addAll(catalogue.sets.values());
    return parts;
  }
}
