package org.cnnprov.server.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An execution with a training, adaptations, tasks around it, and files of few contents. */
final class RandomTraining {

  private static final String AT = "\"at\":\"2026-11-23T12:00:02Z\"";

  private final Random random;
  private final List<String> events = new ArrayList<>();

  private RandomTraining(Random random) {
    this.random = random;
  }

  static String[] events(Random random, int execution) {
    RandomTraining made = new RandomTraining(random);
    made.add(
        "dataflow_declared",
        "\"dataflow\":{\"tag\":\"random-%d\",\"predefined\":true,\"transformations\":[{\"tag\":\"Step\",\"sets\":[]}]}"
            .formatted(execution % 3));
    made.add(
        "execution_started",
        "\"dataflow\":\"random-%d\",\"execution\":\"run-%d\"".formatted(execution % 3, execution));
    made.task("TrainingModel", 1, "");
    for (int task = 1; task <= 4; task++) {
      made.task("Step", task, made.before(task));
      made.file("Step", task, "");
    }
    for (int adaptation = 1; adaptation <= 3; adaptation++) {
      made.adaptation(adaptation);
    }
    for (int file = 0; file < 5; file++) {
      made.file("TrainingModel", 1, ",\"epoch\":" + random.nextInt(6));
    }
    return made.events.toArray(new String[0]);
  }

  private String before(int task) {
    List<String> tasks = new ArrayList<>();
    for (int i = 1; i < task; i++) {
      if (random.nextInt(3) == 0) {
        tasks.add("{\"transformation\":\"Step\",\"task\":\"%d\"}".formatted(i));
      }
    }
    if (random.nextBoolean()) {
      tasks.add("{\"transformation\":\"TrainingModel\",\"task\":\"1\"}");
    }
    return String.join(",", tasks);
  }

  private void task(String transformation, int task, String before) {
    add("task_begun", named(transformation, task) + ",\"dependencies\":[" + before + "]");
  }

  private void adaptation(int number) {
    task("Adaptation", number, "{\"transformation\":\"TrainingModel\",\"task\":\"1\"}");
    add(
        "elements",
        named("Adaptation", number)
            + ",\"set\":\"oAdaptation\",\"rows\":[{\"new_lrate\":0.%d,\"epoch_id\":%d,\"adaptation_id\":%d}]"
                .formatted(number, 1 + random.nextInt(5), number));
  }

  private void file(String transformation, int task, String epoch) {
    int content = random.nextInt(9);
    String held =
        switch (content) {
          case 0 -> "";
          case 1 -> ",\"size\":0,\"sha256\":\"" + "e".repeat(64) + "\"";
          default -> ",\"size\":9,\"sha256\":\"%064d\"".formatted(content);
        };
    String role = random.nextInt(3) == 0 ? "input" : "output";
    add(
        "file",
        named(transformation, task)
            + ",\"name\":\"f%d\",\"role\":\"%s\"".formatted(content, role)
            + epoch
            + held);
  }

  private static String named(String transformation, int task) {
    return "\"transformation\":\"%s\",\"task\":\"%d\"".formatted(transformation, task);
  }

  private void add(String type, String members) {
    events.add("{\"type\":\"%s\",%s,%s}".formatted(type, AT, members));
  }
}
