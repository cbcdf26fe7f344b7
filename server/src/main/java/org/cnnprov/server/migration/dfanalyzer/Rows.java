package org.cnnprov.server.migration.dfanalyzer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cnnprov.server.http.JsonWriter;
import org.cnnprov.server.migration.monetdb.DumpException;
import org.cnnprov.server.migration.monetdb.DumpListener;
import org.cnnprov.server.migration.monetdb.Table;
import org.jspecify.annotations.Nullable;

/** The second reading: tasks, files, performances and the rows of the sets become events. */
final class Rows implements DumpListener {

  private final OldDatabase old;
  private final OldSets sets;
  private final Remarks remarks;
  private final Dispatch dispatch;

  Rows(OldDatabase old, OldSets sets, Remarks remarks, Dispatch dispatch) {
    this.old = old;
    this.sets = sets;
    this.remarks = remarks;
    this.dispatch = dispatch;
  }

  /** The shipment failed while the dump was read. */
  static final class Interrupted extends RuntimeException {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial")
    final ImportException failure;

    Interrupted(ImportException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  @Override
  public void table(Table table, long line) {
    // Known from the first reading.
  }

  @Override
  public void passedOver(String what, long rows, long line) {
    // Told by the first reading.
  }

  @Override
  public void row(Table table, List<@Nullable String> values, long line) throws DumpException {
    if (!OldCatalogue.isFixed(table.name())) {
      OldSet set = sets.of(table.name());
      if (set != null) {
        element(set, table, values, line);
      }
      return;
    }
    OldRow row = new OldRow(table, values, line);
    switch (table.name().name()) {
      case "task" -> task(row);
      case "file" -> file(row);
      case "performance" -> performance(row);
      default -> {
        // Part of the catalogue.
      }
    }
  }

  private void element(OldSet set, Table table, List<@Nullable String> values, long line)
      throws DumpException {
    List<OldTask> tasks = tasks(set, table, values, line);
    if (tasks.isEmpty()) {
      remarks.lost(table.name().toString(), "rows that name no task", 1, line);
      return;
    }
    OldTask task = tasks.get(0);
    Run run = Objects.requireNonNull(task.run);
    List<OldTask> readers = new ArrayList<>();
    for (OldTask reader : tasks.subList(1, tasks.size())) {
      if (reader.run == run) {
        readers.add(reader);
      } else {
        remarks.lostValue(
            table.name().toString(),
            "the task '%s' that reads the row belongs to another execution than the one that wrote it"
                .formatted(reader.transformation.tag()),
            line);
      }
    }
    RowGroup.Key key = new RowGroup.Key(set.part().id(), task, readers);
    try {
      if (dispatch.add(run, key, set, new RowGroup.Values(values))) {
        run.rows++;
      }
    } catch (ImportException failure) {
      throw new Interrupted(failure);
    }
    noteWhereLeftOut(run, table, line);
  }

  /** The tasks that a row names, the one that wrote it first. */
  private List<OldTask> tasks(OldSet set, Table table, List<@Nullable String> values, long line)
      throws DumpException {
    List<OldTask> tasks = new ArrayList<>();
    OldRow row = new OldRow(table, values, line);
    for (OldSet.Use use : set.uses()) {
      Long id = use.column() < 0 ? null : row.number(table.columns().get(use.column()).name());
      if (id == null) {
        continue;
      }
      OldTask task = old.tasks.get(id);
      if (task == null || task.run == null) {
        remarks.lostValue(
            table.name().toString(), "a row names a task that the dump does not hold", line);
      } else if (task.transformation.id() != use.transformation().id()) {
        remarks.lostValue(
            table.name().toString(),
            "a row names, in the column of '%s', a task of another transformation"
                .formatted(use.transformation().tag()),
            line);
      } else {
        tasks.add(task);
      }
    }
    return tasks;
  }

  private void task(OldRow row) throws DumpException {
    OldTask task = old.tasks.get(row.neededNumber("id"));
    Run run = task == null ? null : task.run;
    if (task != null && run != null) {
      add(
          run,
          row,
          EventLine.of(
              "task_begun",
              true,
              json -> {
                place(task, json);
                json.field("status", task.status.name());
                text(json, "workspace", row.text("workspace"));
                text(json, "resource", row.text("computing_resource"));
                text(json, "output", row.text("output_msg"));
                text(json, "error", row.text("error_msg"));
              }));
    }
  }

  private void file(OldRow row) throws DumpException {
    String name = row.neededText("name");
    ofTask(
        row,
        "file",
        json -> {
          json.field("name", name);
          text(json, "path", row.text("path"));
        });
  }

  private void performance(OldRow row) throws DumpException {
    ofTask(
        row,
        "performance",
        json -> {
          text(json, "subtask", row.text("subtask_id"));
          text(json, "method", row.text("method"));
          text(json, "description", row.text("description"));
          text(json, "started", row.text("starttime"));
          text(json, "ended", row.text("endtime"));
          text(json, "invocation", row.text("invocation"));
        });
  }

  private void ofTask(OldRow row, String type, EventLine.Members members) throws DumpException {
    OldTask task = old.tasks.get(row.neededNumber("task_id"));
    Run run = task == null ? null : task.run;
    if (task == null || run == null) {
      remarks.lost(row.table().name().toString(), "its task is not in the dump", 1, row.line());
    } else {
      add(
          run,
          row,
          EventLine.of(
              type,
              true,
              json -> {
                place(task, json);
                members.write(json);
              }));
    }
  }

  private void noteWhereLeftOut(Run run, Table table, long line) {
    String reason = run.leftOut;
    if (reason != null) {
      remarks.leftOut(table.name().toString(), reason, line);
    }
  }

  private void add(Run run, OldRow row, byte[] event) {
    try {
      dispatch.add(run, event);
    } catch (ImportException failure) {
      throw new Interrupted(failure);
    }
    noteWhereLeftOut(run, row.table(), row.line());
  }

  private static void place(OldTask task, JsonWriter json) throws IOException {
    json.field("transformation", task.transformation.tag());
    json.field("task", task.identifier);
  }

  private static void text(JsonWriter json, String name, @Nullable String text) {
    try {
      if (text != null) {
        json.field(name, text);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
