package org.cnnprov.server.migration.dfanalyzer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.http.JsonWriter;

/** What an import did: figures, reasons, and the map of numbers. */
public final class ImportReport {

  private final DumpFile dump;
  private final boolean knowsExecutions;
  private final List<Run> runs;
  private final List<Comparison.Line> tables;
  private final Remarks remarks;
  private final Shipment shipment;
  private final NumberMap numbers;

  ImportReport(
      DumpFile dump,
      boolean knowsExecutions,
      List<Run> runs,
      List<Comparison.Line> tables,
      Remarks remarks,
      Shipment shipment,
      NumberMap numbers) {
    this.dump = dump;
    this.knowsExecutions = knowsExecutions;
    this.runs = runs;
    this.tables = tables;
    this.remarks = remarks;
    this.shipment = shipment;
    this.numbers = numbers;
  }

  /** Whether something of the dump is nowhere in the store, or a figure is not explained. */
  public boolean somethingIsMissing() {
    return remarks.anyLost()
        || shipment.refusals() > 0
        || tables.stream().anyMatch(line -> !line.expected());
  }

  /** For a person. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    long left = runs.stream().filter(run -> run.leftOut != null).count();
    lines.add(
        "%d executions, %d of them left out (they are in the store already); %d sent events were refused"
            .formatted(runs.size(), left, shipment.refusals()));
    int width = tables.stream().mapToInt(line -> line.table().length()).max().orElse(0);
    lines.add("%-" + width + "s  %10s  %10s");
    lines.set(1, lines.get(1).formatted("table", "dump", "store"));
    for (Comparison.Line line : tables) {
      String figures =
          ("%-" + width + "s  %10d  %10s")
              .formatted(
                  line.table(), line.inDump(), line.inStore() == null ? "-" : line.inStore());
      lines.add(line.reason() == null ? figures : figures + "  " + line.reason());
    }
    remarks.notCarried().forEach((what, count) -> lines.add(shown(what, count)));
    remarks.notes().forEach(note -> lines.add("note: " + note));
    shipment.refused().stream()
        .limit(10)
        .forEach(
            refused ->
                lines.add(
                    "refused: event %d of '%s': %s (%s, %s)"
                        .formatted(
                            refused.number(),
                            refused.of(),
                            refused.detail(),
                            refused.code(),
                            refused.pointer())));
    return lines;
  }

  private static String shown(Remarks.NotCarried what, long count) {
    String kind = !what.lost() ? "left out" : "not carried";
    String place = what.line() > 0 ? ", first in line " + what.line() : "";
    return "%s: %s: %d: %s%s".formatted(kind, what.table(), count, what.reason(), place);
  }

  /** For programs. */
  public void writeTo(OutputStream output) throws IOException {
    try (JsonWriter json = new JsonWriter(output)) {
      json.beginObject();
      json.name("dump");
      json.beginObject();
      json.field("file", dump.path().getFileName());
      json.field("sha256", dump.sha256());
      json.field("bytes", dump.size());
      json.field("knows_executions", knowsExecutions);
      json.endObject();
      json.field("complete", !somethingIsMissing());
      writeExecutions(json);
      writeTables(json);
      writeRemarks(json);
      writeRefused(json);
      writeNumbers(json);
      json.endObject();
    }
    output.write('\n');
  }

  private void writeExecutions(JsonWriter json) throws IOException {
    json.name("executions");
    json.beginArray();
    for (Run run : runs) {
      json.beginObject();
      json.field("dataflow", run.dataflowTag);
      json.field("execution", run.tag);
      json.field("id", run.newId);
      json.field("made_by_the_import", run.old == null);
      json.field("tasks", run.tasks);
      json.field("tasks_that_never_ended", run.open);
      json.field("rows", run.rows);
      json.field("left_out", run.leftOut);
      json.endObject();
    }
    json.endArray();
  }

  private void writeTables(JsonWriter json) throws IOException {
    json.name("tables");
    json.beginArray();
    for (Comparison.Line line : tables) {
      json.beginObject();
      json.field("table", line.table());
      json.field("dump", line.inDump());
      json.field("store", line.inStore());
      json.field("reason", line.reason());
      json.field("explained", line.expected());
      json.endObject();
    }
    json.endArray();
  }

  private void writeRemarks(JsonWriter json) throws IOException {
    json.name("not_carried");
    json.beginArray();
    for (Map.Entry<Remarks.NotCarried, Long> entry : remarks.notCarried().entrySet()) {
      json.beginObject();
      json.field("table", entry.getKey().table());
      json.field("count", entry.getValue());
      json.field("reason", entry.getKey().reason());
      json.field("lost", entry.getKey().lost());
      json.field("first_line", entry.getKey().line() > 0 ? entry.getKey().line() : null);
      json.endObject();
    }
    json.endArray();
    json.field("notes", remarks.notes());
  }

  private void writeRefused(JsonWriter json) throws IOException {
    json.name("refused");
    json.beginArray();
    for (Shipment.Refused refused : shipment.refused()) {
      json.beginObject();
      json.field("of", refused.of());
      json.field("number", refused.number());
      json.field("pointer", refused.pointer());
      json.field("code", refused.code());
      json.field("detail", refused.detail());
      json.endObject();
    }
    json.endArray();
  }

  /** Old and new number, in pairs. Rows, files and performances get new ones in their order. */
  private void writeNumbers(JsonWriter json) throws IOException {
    json.name("ids");
    json.beginObject();
    for (Map.Entry<String, Map<Long, Long>> table : numbers.numbers.entrySet()) {
      json.name(table.getKey());
      json.beginArray();
      for (Map.Entry<Long, Long> pair : table.getValue().entrySet()) {
        json.value(List.of(pair.getKey(), pair.getValue()));
      }
      json.endArray();
    }
    json.endObject();
  }
}
