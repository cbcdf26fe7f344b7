package org.cnnprov.server.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cnnprov.server.crash.Client.Place;
import org.cnnprov.server.crash.MessageClient.Message;
import org.jspecify.annotations.Nullable;

/**
 * One training after the other as messages with {@code exec}, in a dataflow that clients share. A
 * transformation of its own gets more and more attributes. Belongs to its client.
 */
final class NamedTraining implements MessageClient.Script {

  private static final int FEWEST_EPOCHS = 15;

  private static final String TRAINING =
      """
      {"tag":"trainingmodel","sets":[
      {"tag":"itrainingmodel","type":"INPUT","attributes":[{"name":"LEARNING_RATE","type":"NUMERIC"}]},
      {"tag":"otrainingmodel","type":"OUTPUT","attributes":[{"name":"LOSS","type":"NUMERIC"},
      {"name":"EPOCH","type":"NUMERIC"}]}]},
      {"tag":"adaptation","sets":[
      {"tag":"otrainingmodel","type":"INPUT","dependency":"trainingmodel"},
      {"tag":"oadaptation","type":"OUTPUT","attributes":[{"name":"NEW_LRATE","type":"NUMERIC"},
      {"name":"EPOCH_ID","type":"NUMERIC"}]}]}""";

  private final String dataflow;
  private final String client;
  private final String stageSet;
  private final Random random;
  private int attributes;
  private int runs;
  private int stages;
  private @Nullable Run run;

  NamedTraining(String dataflow, String client, Random random) {
    this.dataflow = dataflow;
    this.client = client;
    this.stageSet = "ostage_" + client;
    this.random = random;
  }

  @Override
  public List<Place> places() {
    return List.of(Lines.training(dataflow, client), Lines.stage(dataflow, client, stageSet));
  }

  @Override
  public Message next(boolean growing) {
    Run current = run;
    int chance = random.nextInt(100);
    if (growing || attributes == 0 || chance < 4) {
      return grow();
    } else if (current == null) {
      return start();
    } else if (chance < 10 && current.epochs() >= FEWEST_EPOCHS) {
      return end(current);
    } else if (chance < 25) {
      return stage(current);
    } else if (chance < 40 && current.hasUnread()) {
      return adapt(current);
    }
    return train(current);
  }

  /** The specification with one more attribute. */
  private Message grow() {
    attributes++;
    String named =
        IntStream.rangeClosed(1, attributes)
            .mapToObj("{\"name\":\"a%d\",\"type\":\"NUMERIC\"}"::formatted)
            .collect(Collectors.joining(","));
    String stage =
        "{\"tag\":\"stage_%s\",\"sets\":[{\"tag\":\"%s\",\"type\":\"OUTPUT\",\"attributes\":[%s]}]}"
            .formatted(client, stageSet, named);
    return Message.dataflow(
        "{\"tag\":\"%s\",\"transformations\":[%s,%s]}".formatted(dataflow, TRAINING, stage),
        List.of("attribute a" + attributes));
  }

  private Message start() {
    Run started = new Run(dataflow, client + "-" + runs++);
    run = started;
    List<String> leaves = new ArrayList<>(started.begin());
    leaves.add("performance %s TRAINING".formatted(started.training()));
    return task(
        started,
        "trainingmodel",
        1,
        "RUNNING",
        sets("itrainingmodel", "[\"0\"]")
            + ",\"performances\":[{\"startTime\":\"2026-11-23 10:00:00\",\"method\":\"TRAINING\"}]",
        leaves);
  }

  private Message train(Run current) {
    List<String> leaves = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      leaves.addAll(current.nextEpoch());
      rows.add("[\"0.5\",\"%d\"]".formatted(current.epochs()));
    }
    return task(
        current,
        "trainingmodel",
        1,
        "RUNNING",
        sets("otrainingmodel", String.join(",", rows)),
        leaves);
  }

  private Message adapt(Run current) {
    List<String> leaves = current.adapt();
    String row = "[\"%d\",\"%d\"]".formatted(current.adaptations(), current.epochs() + 1);
    return task(
        current,
        "adaptation",
        current.adaptations(),
        "FINISHED",
        sets("oadaptation", row)
            + ",\"dependency\":{\"tags\":[{\"tag\":\"trainingmodel\"}],\"ids\":[{\"id\":\"1\"}]}",
        leaves);
  }

  /** A task of the client's own transformation, with as many values as it has attributes now. */
  private Message stage(Run current) {
    stages++;
    String row =
        IntStream.rangeClosed(1, attributes)
            .mapToObj(i -> "\"" + stages * i + "\"")
            .collect(Collectors.joining(",", "[", "]"));
    String task = "%s stage_%s %d".formatted(current.tag, client, stages);
    return task(
        current,
        "stage_" + client,
        stages,
        "FINISHED",
        sets(stageSet, row),
        List.of("task " + task, "ended " + task, "stage %s %d".formatted(task, stages)));
  }

  private Message end(Run current) {
    run = null;
    return task(
        current,
        "trainingmodel",
        1,
        "FINISHED",
        "\"files\":[{\"name\":\"weights.h5\",\"path\":\"/scratch\"}],\"performances\":["
            + "{\"endTime\":\"2026-11-23 10:01:40\",\"method\":\"TRAINING\"}]",
        List.of(
            current.ended(),
            "file %s weights.h5".formatted(current.training()),
            "timed %s TRAINING".formatted(current.training())));
  }

  private static Message task(
      Run run, String transformation, int id, String status, String rest, List<String> leaves) {
    return Message.task(
        """
        {"id":"%3$d","tag":"%2$s","dataflow":"%1$s","transformation":"%2$s","exec":"%4$s","first":"1","status":"%5$s",%6$s}"""
            .formatted(run.dataflow, transformation, id, run.tag, status, rest),
        leaves);
  }

  private static String sets(String set, String elements) {
    return "\"sets\":[{\"tag\":\"%s\",\"elements\":[%s]}]".formatted(set, elements);
  }
}
