package org.cnnprov.server.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cnnprov.server.crash.Client.Place;
import org.cnnprov.server.crash.NativeClient.NumberedBatch;
import org.jspecify.annotations.Nullable;

/**
 * One training after the other, as numbered events: every second one in a dataflow that many
 * clients share. Belongs to its client.
 */
final class NativeTraining {

  private static final String SHARED = "native-shared";
  private static final int OWN_DATAFLOWS = 3;
  private static final int FEWEST_EPOCHS = 20;

  private final String client;
  private final Random random;
  private final List<Long> refused = new ArrayList<>();
  private long next;
  private int runs;
  private int columns;
  private int declared;
  private @Nullable Run run;

  private List<String> events = new ArrayList<>();
  private List<String> leaves = new ArrayList<>();

  NativeTraining(String client, Random random) {
    this.client = client;
    this.random = random;
  }

  List<Place> places() {
    List<Place> places = new ArrayList<>();
    places.add(Lines.training(SHARED, client));
    for (int i = 0; i < OWN_DATAFLOWS; i++) {
      places.add(Lines.training(client + "-df-" + i, client));
    }
    places.add(Lines.declarations(client));
    return places;
  }

  /** The numbers of the events that do not hold. */
  List<Long> refused() {
    return refused;
  }

  /** The next batch; where that is wanted, one that grows a schema. */
  NumberedBatch next(boolean growing) {
    events = new ArrayList<>();
    leaves = new ArrayList<>();
    if (growing) {
      declare();
    }
    for (int actions = 1 + random.nextInt(3); actions > 0; actions--) {
      act();
    }
    NumberedBatch batch = new NumberedBatch(next, events, leaves);
    next += events.size();
    return batch;
  }

  private void act() {
    Run current = run;
    int chance = random.nextInt(100);
    if (current == null) {
      start();
    } else if (chance < 3 && current.epochs() >= FEWEST_EPOCHS) {
      end(current);
    } else if (chance < 6) {
      sendWhatDoesNotHold();
    } else if (chance < 12) {
      writeDown(current);
    } else if (chance < 25 && current.hasUnread()) {
      adapt(current);
    } else {
      train(current, chance > 93);
    }
  }

  private void start() {
    String dataflow = runs % 2 == 0 ? SHARED : client + "-df-" + (runs / 2) % OWN_DATAFLOWS;
    Run started = new Run(dataflow, client + "-" + runs++);
    run = started;
    event(
        "dataflow_declared",
        "\"dataflow\":{\"tag\":\"%s\",\"predefined\":true}".formatted(dataflow));
    event(
        "execution_started",
        "\"dataflow\":\"%s\",\"execution\":\"%s\",\"heartbeat_seconds\":3600"
            .formatted(dataflow, started.tag));
    ofTraining("task_begun", "\"dependencies\":[]");
    elements("iTrainingModel", "{\"learning_rate\":0}");
    leaves.addAll(started.begin());
  }

  /** A dataflow of its own, with all that belongs to one. */
  private void declare() {
    String tag = Lines.declared(client, ++declared);
    event(
        "dataflow_declared",
        "\"dataflow\":{\"tag\":\"%s\",\"transformations\":[{\"tag\":\"t\",\"sets\":[%s]}]}"
            .formatted(
                tag,
                "{\"tag\":\"o\",\"type\":\"OUTPUT\",\"attributes\":["
                    + "{\"name\":\"a\",\"type\":\"NUMERIC\"},{\"name\":\"b\",\"type\":\"TEXT\"}]}"));
    leaves.add("declared %s o 2 2".formatted(tag));
  }

  private void train(Run current, boolean withNewColumn) {
    List<String> rows = new ArrayList<>();
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      leaves.addAll(current.nextEpoch());
      rows.add(
          "{\"epoch\":%d,\"loss\":0.5%s}"
              .formatted(current.epochs(), extra(current, withNewColumn && left == 1)));
    }
    elements("oTrainingModel", String.join(",", rows));
  }

  private String extra(Run current, boolean wanted) {
    if (!wanted) {
      return "";
    }
    String column = "extra_%s_%d".formatted(client, ++columns);
    leaves.add("extra %s %s %d".formatted(current.training(), column, columns));
    return ",\"%s\":%d".formatted(column, columns);
  }

  private void adapt(Run current) {
    leaves.addAll(current.adapt());
    String task =
        "\"transformation\":\"Adaptation\",\"task\":\"%d\"".formatted(current.adaptations());
    event(
        "task_begun",
        task + ",\"dependencies\":[{\"transformation\":\"TrainingModel\",\"task\":\"1\"}]");
    event(
        "elements",
        task
            + ",\"set\":\"oAdaptation\",\"rows\":[{\"epoch_id\":%d,\"new_lrate\":%d}]"
                .formatted(current.epochs() + 1, current.adaptations()));
    event("task_ended", task + ",\"status\":\"FINISHED\"");
  }

  private void writeDown(Run current) {
    String name = "%s-%d".formatted(client, next + events.size());
    ofTraining("file", "\"role\":\"output\",\"name\":\"%s\"".formatted(name));
    event("note", "\"text\":\"%s\"".formatted(name));
    leaves.add("file %s %s".formatted(current.training(), name));
    leaves.add("note " + name);
  }

  private void sendWhatDoesNotHold() {
    refused.add(next + events.size());
    elements("no such set", "{\"epoch\":1}");
  }

  private void end(Run current) {
    ofTraining("task_ended", "\"status\":\"FINISHED\"");
    event("execution_ended", "\"status\":\"FINISHED\"");
    leaves.add(current.ended());
    leaves.add("finished " + current.tag);
    run = null;
  }

  private void elements(String set, String rows) {
    ofTraining("elements", "\"set\":\"%s\",\"rows\":[%s]".formatted(set, rows));
  }

  private void ofTraining(String type, String members) {
    event(type, "\"transformation\":\"TrainingModel\",\"task\":\"1\"," + members);
  }

  private void event(String type, String members) {
    events.add("{\"type\":\"%s\",\"at\":\"2026-11-23T12:00:00Z\",".formatted(type) + members + "}");
  }
}
