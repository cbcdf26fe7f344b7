package org.cnnprov.store.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Lines of events as a capture library writes them, for tests that need a training of their own.
 */
public final class Trainings {

  private Trainings() {}

  /** Declaration and start of an execution of a predefined training dataflow. */
  public static List<String> start(String dataflow, String execution) {
    List<String> lines = new ArrayList<>();
    lines.add(
        """
        {"type":"dataflow_declared","at":"2026-11-23T12:00:00Z","dataflow":{"tag":"%s","predefined":true}}"""
            .formatted(dataflow));
    lines.add(
        """
        {"type":"execution_started","at":"2026-11-23T12:00:01Z","dataflow":"%s","execution":"%s","heartbeat_seconds":10}"""
            .formatted(dataflow, execution));
    lines.add(
        """
        {"type":"task_begun","at":"2026-11-23T12:00:02Z","transformation":"TrainingModel","task":"1"}""");
    return lines;
  }

  /** Rows of a set of the training task. */
  public static String rows(String set, String rows) {
    return """
        {"type":"elements","at":"2026-11-23T12:00:03Z","transformation":"TrainingModel","task":"1","set":"%s","rows":[%s]}"""
        .formatted(set, rows);
  }

  /** An adaptation task with its row. */
  public static List<String> adaptation(int id, String row) {
    return List.of(
        """
        {"type":"task_begun","at":"2026-11-23T12:00:04Z","transformation":"Adaptation","task":"%d","dependencies":[{"transformation":"TrainingModel","task":"1"}]}"""
            .formatted(id),
        """
        {"type":"elements","at":"2026-11-23T12:00:04Z","transformation":"Adaptation","task":"%d","set":"oAdaptation","rows":[%s]}"""
            .formatted(id, row));
  }

  public static String ended(String status) {
    return """
        {"type":"execution_ended","at":"2026-11-23T13:00:00Z","status":"%s"}"""
        .formatted(status);
  }

  public static String heartbeat() {
    return """
        {"type":"heartbeat","at":"2026-11-23T12:30:00Z"}""";
  }

  public static String note() {
    return """
        {"type":"note","at":"2026-11-23T12:30:00Z","text":"noted"}""";
  }

  public static UUID producer() {
    return UUID.randomUUID();
  }
}
