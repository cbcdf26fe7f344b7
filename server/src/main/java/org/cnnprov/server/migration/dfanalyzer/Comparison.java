package org.cnnprov.server.migration.dfanalyzer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cnnprov.server.migration.monetdb.TableName;
import org.jspecify.annotations.Nullable;

/** Holds the tables of the dump against those of the store, and says why figures differ. */
final class Comparison {

  /**
   * A table.
   *
   * @param inStore rows that the store has of it; null where it has no such table
   * @param reason why the figures differ; null where they do not
   * @param expected whether the reason explains all of the difference
   */
  record Line(
      String table,
      long inDump,
      @Nullable Long inStore,
      @Nullable String reason,
      boolean expected) {}

  /** Tables that need not have as many rows, and why. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "dataflow_version",
              "the import declares each dataflow once; the old server made a version at each"
                  + " specification it was sent",
          "data_dependency",
              "there is one row for each set and pair of transformations that write and read it",
          "extractor_combination", "a combination is kept once",
          "data_scientist", "a person is kept once, and only where an execution names it",
          "hardware_info", "a machine is kept once, and only where an execution names it",
          "performance", "rows of one task, subtask and method are one",
          "file", "a file is kept once for each task, name and path",
          "program", "a program is kept once, and only where a transformation uses it");

  private final OldDatabase old;
  private final OldSets sets;
  private final Remarks remarks;

  Comparison(OldDatabase old, OldSets sets, Remarks remarks) {
    this.old = old;
    this.sets = sets;
    this.remarks = remarks;
  }

  List<Line> of(StoreSide store) throws ImportException {
    Map<String, Long> fixed = store.fixedTables();
    Map<List<String>, Long> ofSets = store.sets();
    Map<TableName, OldSet> byTable = new HashMap<>();
    for (OldSet set : sets.all()) {
      if (set.table() != null) {
        byTable.put(set.table(), set);
      }
    }
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<TableName, Long> entry : old.rows.entrySet()) {
      TableName table = entry.getKey();
      if (OldCatalogue.isFixed(table)) {
        lines.add(line(table, entry.getValue(), fixed.get(table.name())));
      } else {
        lines.add(line(table, entry.getValue(), inStore(byTable.get(table), ofSets)));
      }
    }
    return lines;
  }

  private @Nullable Long inStore(@Nullable OldSet set, Map<List<String>, Long> ofSets) {
    if (set == null) {
      return null;
    }
    String dataflow = Objects.requireNonNull(old.catalogue.dataflows.get(set.part().dataflow()));
    return ofSets.get(List.of(StoreSide.key(dataflow), StoreSide.key(set.part().tag())));
  }

  private Line line(TableName table, long inDump, @Nullable Long inStore) {
    long there = inStore == null ? 0 : inStore;
    if (there == inDump) {
      return new Line(table.toString(), inDump, inStore, null, true);
    }
    String reasons = remarks.reasonsOf(table.toString());
    if (there + remarks.rowsOf(table.toString()) == inDump) {
      return new Line(table.toString(), inDump, inStore, reasons, true);
    }
    String byDesign = OldCatalogue.isFixed(table) ? OTHERWISE.get(table.name()) : null;
    if (byDesign != null) {
      String reason = reasons.isEmpty() ? byDesign : reasons + "; " + byDesign;
      return new Line(table.toString(), inDump, inStore, reason, true);
    }
    if (there > inDump && OldCatalogue.isFixed(table)) {
      return new Line(
          table.toString(), inDump, inStore, "the store knows more of these dataflows", true);
    }
    String unexplained = "not explained; look at what was refused";
    return new Line(
        table.toString(),
        inDump,
        inStore,
        reasons.isEmpty() ? unexplained : reasons + "; the rest is " + unexplained,
        false);
  }
}
