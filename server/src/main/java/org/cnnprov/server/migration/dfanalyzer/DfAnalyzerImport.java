package org.cnnprov.server.migration.dfanalyzer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.cnnprov.server.migration.monetdb.DumpException;
import org.jspecify.annotations.Nullable;

/**
 * The dump of a DfAnalyzer database on its way into a store.
 *
 * <p>{@link #read} looks through the whole dump and changes nothing; {@link #bringIn} sends it.
 * Both hold the catalogue and the tasks in memory, never the rows.
 */
public final class DfAnalyzerImport {

  private final DumpFile dump;
  private final OldDatabase old;
  private final OldSets sets;
  private final List<Run> runs;
  private final Remarks remarks;

  private DfAnalyzerImport(
      DumpFile dump, OldDatabase old, OldSets sets, List<Run> runs, Remarks remarks) {
    this.dump = dump;
    this.old = old;
    this.sets = sets;
    this.runs = runs;
    this.remarks = remarks;
  }

  /**
   * Looks through a dump.
   *
   * @param progress is told how many bytes were read
   * @throws DumpException where it is no dump, or none of DfAnalyzer, with the line
   */
  public static DfAnalyzerImport read(Path file, LongConsumer progress)
      throws IOException, DumpException {
    Remarks remarks = new Remarks();
    OldDatabase old = new OldDatabase(remarks);
    DumpFile dump = DumpFile.read(file, old, progress);
    old.complete();
    OldSets sets = new OldSets(old, remarks);
    return new DfAnalyzerImport(dump, old, sets, Runs.of(old, remarks), remarks);
  }

  /**
   * Sends what is not in the store yet, and compares.
   *
   * @throws ImportException where the server does not take it; a second call goes on
   */
  public ImportReport bringIn(ServerConnection server, Clock clock, LongConsumer progress)
      throws IOException, DumpException, ImportException {
    StoreSide store = new StoreSide(server, dump.sha256(), old.catalogue.dataflows.values());
    Shipment shipment = new Shipment(server);
    declare(server, clock);
    setApart(store.origins());
    Beginnings beginnings = new Beginnings(old.catalogue, remarks, dump.sha256(), now(clock));
    Dispatch dispatch = new Dispatch(dump.sha256(), runs, beginnings, shipment);
    store.lookUp(dispatch.producers());
    try {
      dump.readAgain(new Rows(old, sets, remarks, dispatch), progress);
    } catch (Rows.Interrupted interrupted) {
      throw interrupted.failure;
    }
    long neverEnded = dispatch.end();
    if (neverEnded > 0) {
      remarks.note(
          "%d executions have no task, or one that never ended: they are RUNNING, as in the dump"
              .formatted(neverEnded));
    }
    List<Comparison.Line> tables = new Comparison(old, sets, remarks).of(store);
    NumberMap numbers = NumberMap.of(old, runs, store);
    return new ImportReport(
        dump, old.catalogue.knowsExecutions, runs, tables, remarks, shipment, numbers);
  }

  /** A plan that is there already changes nothing, so each import declares anew. */
  private void declare(ServerConnection server, Clock clock) throws ImportException {
    Specifications plans = new Specifications(old.catalogue, sets, remarks, now(clock));
    for (Map.Entry<Long, String> dataflow : old.catalogue.dataflows.entrySet()) {
      Shipment shipment = new Shipment(server);
      Producer producer = Producer.ofPlan(dataflow.getValue());
      producer.add(plans.declared(dataflow.getKey()));
      shipment.look(producer, 0);
      shipment.sendAll();
      if (shipment.refusals() > 0) {
        throw new ImportException(
            "the dataflow '%s' cannot be declared, nothing of it was imported: %s"
                .formatted(dataflow.getValue(), shipment.refused().get(0).detail()));
      }
    }
  }

  /** Executions that the store has from elsewhere are not touched. */
  private void setApart(Map<List<String>, String> origins) {
    for (Run run : runs) {
      String other = run.tag + "-" + dump.sha256().substring(0, 8);
      if (old.catalogue.knowsExecutions) {
        run.leftOut =
            isFree(run, run.tag, origins)
                ? null
                : "executions that are in the store already, from elsewhere";
      } else if (dump.sha256().equals(origin(run, other, origins))
          || !isFree(run, run.tag, origins)) {
        remarks.note(
            "dataflow \"%s\": the store has an execution \"%s\" from elsewhere; this one is \"%s\""
                .formatted(run.dataflowTag, run.tag, other));
        run.tag = other;
      }
      if (run.leftOut != null) {
        remarks.leftOut("\"public\".\"dataflow_execution\"", run.leftOut, 0);
      }
    }
  }

  private boolean isFree(Run run, String tag, Map<List<String>, String> origins) {
    String origin = origin(run, tag, origins);
    return origin == null || origin.equals(dump.sha256());
  }

  private static @Nullable String origin(Run run, String tag, Map<List<String>, String> origins) {
    return origins.get(List.of(StoreSide.key(run.dataflowTag), tag));
  }

  private static Instant now(Clock clock) {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
