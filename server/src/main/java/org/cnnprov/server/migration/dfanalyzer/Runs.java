package org.cnnprov.server.migration.dfanalyzer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which execution each task belongs to.
 *
 * <p>Newer servers say it. Older ones knew no executions: a run that used the number of a task
 * again went into that task. What they kept apart stays apart, by the version of the dataflow and,
 * within one, where a transformation has several tasks of one number; everything else is one
 * execution, {@value #TAG}.
 */
final class Runs {

  /** The tag of an execution that the old server did not know. */
  static final String TAG = "imported";

  private record Key(long dataflow, Object of) {}

  /** A task as the store tells it from others of its execution. */
  private record Place(Key group, long transformation, String identifier) {}

  private final OldDatabase old;
  private final Remarks remarks;
  private final Map<Key, Run> runs = new LinkedHashMap<>();

  private Runs(OldDatabase old, Remarks remarks) {
    this.old = old;
    this.remarks = remarks;
  }

  static List<Run> of(OldDatabase old, Remarks remarks) {
    Runs runs = new Runs(old, remarks);
    if (old.catalogue.knowsExecutions) {
      runs.asTheServerSays();
    } else {
      runs.asFarAsTasksTell();
    }
    return new ArrayList<>(runs.runs.values());
  }

  private void asTheServerSays() {
    for (OldCatalogue.Execution execution : old.catalogue.executions) {
      String dataflow = old.catalogue.dataflows.get(execution.dataflow());
      if (dataflow == null) {
        remarks.lost("\"public\".\"dataflow_execution\"", "its dataflow is not in the dump", 1, 0);
        continue;
      }
      Key key = new Key(execution.dataflow(), execution.tag());
      if (runs.putIfAbsent(key, new Run(execution.dataflow(), dataflow, execution.tag(), execution))
          != null) {
        remarks.merged(
            "\"public\".\"dataflow_execution\"", "another row has the same dataflow and tag", 0);
      }
    }
    Map<Place, OldTask> places = new HashMap<>();
    for (OldTask task : old.tasks.values()) {
      String tag = task.execution == null ? TAG : task.execution;
      Key key = new Key(task.transformation.dataflow(), tag);
      OldTask before =
          places.putIfAbsent(new Place(key, task.transformation.id(), task.identifier), task);
      Run run = runs.computeIfAbsent(key, absent -> run(key.dataflow(), tag));
      if (before != null) {
        remarks.merged(
            "\"public\".\"task\"",
            "another task has the same execution, transformation and number: both are one now",
            0);
        task.run = run;
      } else {
        run.add(task);
      }
    }
  }

  private Run run(long dataflow, String tag) {
    return new Run(
        dataflow, Objects.requireNonNull(old.catalogue.dataflows.get(dataflow)), tag, null);
  }

  private void asFarAsTasksTell() {
    Map<Place, Integer> before = new HashMap<>();
    for (OldTask task : old.tasks.values()) {
      long dataflow = task.transformation.dataflow();
      Place place =
          new Place(new Key(dataflow, task.version), task.transformation.id(), task.identifier);
      int repetition = before.merge(place, 1, Integer::sum);
      Key key = new Key(dataflow, List.of(task.version, repetition));
      runs.computeIfAbsent(key, absent -> run(dataflow, TAG)).add(task);
    }
    Map<Long, List<Run>> byDataflow = new LinkedHashMap<>();
    for (Run run : runs.values()) {
      byDataflow.computeIfAbsent(run.dataflow, absent -> new ArrayList<>()).add(run);
    }
    byDataflow.values().forEach(this::name);
  }

  private void name(List<Run> ofDataflow) {
    String dataflow = ofDataflow.get(0).dataflowTag;
    if (ofDataflow.size() == 1) {
      remarks.note(
          ("dataflow \"%s\": the old server knew no executions, and nothing tells its runs apart:"
                  + " all tasks are in one execution, \"%s\"")
              .formatted(dataflow, TAG));
      return;
    }
    for (int i = 0; i < ofDataflow.size(); i++) {
      ofDataflow.get(i).tag = TAG + "-" + (i + 1);
    }
    remarks.note(
        ("dataflow \"%s\": the old server knew no executions; its versions and repeated tasks tell"
                + " %d runs apart, \"%s-1\" to \"%s-%d\"")
            .formatted(dataflow, ofDataflow.size(), TAG, TAG, ofDataflow.size()));
  }
}
