package org.cnnprov.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

/** DfAnalyzer's messages of the dataflow {@code bench-tasks}, in the dialect of Keras-Prov. */
final class Messages {

  static final String DATAFLOW_PATH = "//pde/dataflow/json";
  static final String TASK_PATH = "//pde/task/json";

  private Messages() {}

  static byte[] dataflow() {
    return """
        {"tag": "bench-tasks", "transformations": [{"tag": "trainingmodel", "sets": [
          {"tag": "itrainingmodel", "type": "INPUT", "attributes": [
            {"name": "OPTIMIZER_NAME", "type": "TEXT"}, {"name": "LEARNING_RATE", "type": "NUMERIC"}]},
          {"tag": "otrainingmodel", "type": "OUTPUT", "attributes": [
            {"name": "TIMESTAMP", "type": "TEXT"}, {"name": "ELAPSED_TIME", "type": "TEXT"},
            {"name": "LOSS", "type": "NUMERIC"}, {"name": "ACCURACY", "type": "NUMERIC"},
            {"name": "EPOCH", "type": "NUMERIC"}]}]}]}"""
        .getBytes(UTF_8);
  }

  /** An epoch of a task; {@code unique} makes it another message than those before. */
  static byte[] epoch(String execution, int task, long unique) {
    return """
        {"id": "%1$d", "tag": "trainingmodel", "dataflow": "bench-tasks", "transformation": "trainingmodel", "exec": "%2$s", "first": "0", "status": "RUNNING", "workspace": "/scratch/alice", "resource": "node17", "output": "", "error": "", "performances": [{"startTime": "2026-11-23 10:00:00", "endTime": "2026-11-23 10:01:40", "method": "COMPUTATION", "description": ""}], "sets": [{"tag": "otrainingmodel", "elements": [["1604881151.24", "11.87", "%3$d", "0.12", "1"]]}]}"""
        .formatted(task, execution, unique)
        .getBytes(UTF_8);
  }
}
