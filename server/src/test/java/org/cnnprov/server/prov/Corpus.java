package org.cnnprov.server.prov;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cnnprov.server.spec.Client;

/** Trainings that exports are tested on. */
final class Corpus {

  private Corpus() {}

  /** With a change of the rate every ten epochs, a checkpoint every five, a test at the end. */
  static void training(Client client, int epochs) {
    UUID producer = new UUID(7, epochs);
    client.batch(Client.lines(producer, 0, events("epochs-" + epochs, epochs))).expect(200);
  }

  private static List<String> events(String execution, int epochs) {
    List<String> events = new ArrayList<>();
    Clock clock = new Clock();
    String training = "\"transformation\":\"TrainingModel\",\"task\":\"1\"";
    events.add(
        clock.event("dataflow_declared", "\"dataflow\":{\"tag\":\"made-df\",\"predefined\":true}"));
    events.add(
        clock.event(
            "execution_started",
            """
            "dataflow":"made-df","execution":"%s","person":{"name":"bob","email":"bob@example.org"},\
            "machine":{"host":"node 3"},"program":{"name":"train.py","framework":"keras 3"}"""
                .formatted(execution)));
    events.add(
        clock.event(
            "environment",
            """
            "packages":{"keras":"3.15.1"},"git":{"commit":"0a1b","dirty":false},\
            "variables":{"SLURM_JOB_ID":"4711"}"""));
    events.add(clock.event("task_begun", training));
    events.add(
        clock.event(
            "file",
            training
                + ",\"role\":\"input\",\"name\":\"flowers.npz\",\"path\":\"/data\",\"sha256\":\""
                + "d".repeat(64)
                + "\""));
    events.add(
        clock.event(
            "elements",
            training
                + ",\"set\":\"iTrainingModel\",\"rows\":[{\"learning_rate\":0.01,\"seed\":5}]"));
    for (int epoch = 1; epoch <= epochs; epoch++) {
      events.addAll(epoch(clock, training, epoch));
    }
    events.add(clock.event("task_ended", training + ",\"status\":\"FINISHED\""));
    String testing = "\"transformation\":\"TestingModel\",\"task\":\"1\"";
    String follows = ",\"dependencies\":[{\"transformation\":\"TrainingModel\",\"task\":\"1\"}]";
    events.add(clock.event("task_begun", testing + follows));
    events.add(
        clock.event(
            "elements", testing + ",\"set\":\"oTestingModel\",\"rows\":[{\"accuracy\":0.5}]"));
    events.add(clock.event("task_ended", testing + ",\"status\":\"FINISHED\""));
    events.add(clock.event("execution_ended", "\"status\":\"FINISHED\""));
    return events;
  }

  private static List<String> epoch(Clock clock, String training, int epoch) {
    List<String> events = new ArrayList<>();
    events.add(
        clock.event(
            "elements",
            training
                + ",\"set\":\"oTrainingModel\",\"rows\":[{\"epoch\":%d,\"loss\":%s,\"f1\":0.5,\"elapsed_time\":0.5}]"
                    .formatted(epoch, epoch % 7 == 0 ? "\"NaN\"" : Double.toString(1.0 / epoch))));
    if (epoch % 5 == 0) {
      events.add(
          clock.event(
              "file",
              training
                  + ",\"role\":\"output\",\"name\":\"w.keras\",\"path\":\"/out\",\"size\":7,\"epoch\":%d,\"sha256\":\"%s\""
                      .formatted(epoch, "e%063d".formatted(epoch / 10))));
    }
    if (epoch % 10 == 0) {
      String task = "\"transformation\":\"Adaptation\",\"task\":\"%d\"".formatted(epoch / 10);
      events.add(
          clock.event(
              "task_begun",
              task + ",\"dependencies\":[{\"transformation\":\"TrainingModel\",\"task\":\"1\"}]"));
      events.add(
          clock.event(
              "elements",
              task
                  + ",\"set\":\"oAdaptation\",\"rows\":[{\"new_lrate\":%s,\"epoch_id\":%d,\"adaptation_id\":%d,\"kind\":\"callback\"}]"
                      .formatted(0.01 / (1 + epoch), epoch + 1, epoch / 10)));
      events.add(clock.event("task_ended", task + ",\"status\":\"FINISHED\""));
    }
    return events;
  }

  /** Tells a second later with each event. */
  private static final class Clock {

    private int seconds;

    String event(String type, String members) {
      seconds++;
      return "{\"type\":\"%s\",\"at\":\"2026-11-23T%02d:%02d:%02d.000250Z\",%s}"
          .formatted(type, seconds / 3600, seconds / 60 % 60, seconds % 60, members);
    }
  }
}
