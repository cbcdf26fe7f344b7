package org.cnnprov.server.crash;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cnnprov.server.crash.Client.Place;
import org.cnnprov.server.crash.MessageClient.Message;

/**
 * Messages without {@code exec}, in a dataflow of the client's own, as the original library sends
 * them: each message of a task repeats all elements before it. Now and then a specification begins
 * a new execution, often with one attribute more. Belongs to its client.
 */
final class UnnamedSolver implements MessageClient.Script {

  private static final String LINES =
      """
      WITH run AS (SELECT e.id, row_number() OVER (ORDER BY e.id) AS number
        FROM public.dataflow_execution e JOIN public.dataflow d ON d.id = e.df_id
        WHERE d.tag = '%1$s'),
      mine AS (SELECT t.id, t.status, concat_ws(' ', r.number, x.tag, t.identifier) AS task
        FROM public.task t JOIN run r ON r.id = t.execution_id
        JOIN public.data_transformation x ON x.id = t.dt_id)
      """
          + Lines.OF_TASKS
          + """
      SELECT concat_ws(' ', 'run', number) FROM run
      UNION ALL SELECT concat_ws(' ', 'in', m.task, i.a1::BIGINT)
        FROM "%1$s".ds_isolve i JOIN mine m ON m.id = i.solve_task_id
      UNION ALL SELECT concat_ws(' ', 'out', m.task, o.residual::BIGINT)
        FROM "%1$s".ds_osolve o JOIN mine m ON m.id = o.solve_task_id
      UNION ALL SELECT concat_ws(' ', 'read', o.residual::BIGINT, 'by', m.task)
        FROM "%1$s".ds_osolve o JOIN mine m ON m.id = o.extract_task_id
      UNION ALL SELECT concat_ws(' ', 'made', m.task, o.u::BIGINT)
        FROM "%1$s".ds_oextract o JOIN mine m ON m.id = o.extract_task_id
      UNION ALL SELECT concat_ws(' ', 'attribute', a.name)
        FROM public.attribute a JOIN public.data_set s ON s.id = a.ds_id
        JOIN public.dataflow d ON d.id = s.df_id WHERE d.tag = '%1$s' AND s.tag = 'isolve'
      """;

  private static final String SETS =
      """
      {"tag":"%s","transformations":[{"tag":"solve","sets":[
      {"tag":"isolve","type":"INPUT","attributes":[%s]},
      {"tag":"osolve","type":"OUTPUT","attributes":[{"name":"residual","type":"NUMERIC"}]}]},
      {"tag":"extract","sets":[{"tag":"osolve","type":"INPUT","dependency":"solve"},
      {"tag":"oextract","type":"OUTPUT","attributes":[{"name":"u","type":"NUMERIC"}]}]}]}""";

  private final String dataflow;
  private final Random random;
  private final Deque<Message> planned = new ArrayDeque<>();
  private int attributes;
  private int runs;
  private int tasks;

  /** Whether the newest run has no task yet: another specification then begins none. */
  private boolean runIsEmpty;

  UnnamedSolver(String dataflow, Random random) {
    this.dataflow = dataflow;
    this.random = random;
  }

  @Override
  public List<Place> places() {
    return List.of(new Place(dataflow, "isolve", LINES.formatted(dataflow)));
  }

  @Override
  public Message next(boolean growing) {
    if (growing) {
      planned.clear(); // what was not sent is in no book
      return specification(true);
    }
    if (planned.isEmpty()) {
      boolean newRun = runs == 0 || random.nextInt(5) == 0;
      if (newRun) {
        planned.add(specification(attributes == 0 || random.nextBoolean()));
      }
      planTask(runIsEmpty);
    }
    Message message = planned.remove();
    runIsEmpty &= !message.isOfTask(); // only what is sent counts: a plan may be dropped
    return message;
  }

  private Message specification(boolean grows) {
    runs += runIsEmpty ? 0 : 1;
    runIsEmpty = true;
    List<String> leaves = new ArrayList<>();
    if (grows) {
      leaves.add("attribute a" + ++attributes);
    }
    String named =
        IntStream.rangeClosed(1, attributes)
            .mapToObj("{\"name\":\"a%d\",\"type\":\"NUMERIC\"}"::formatted)
            .collect(Collectors.joining(","));
    return Message.dataflow(SETS.formatted(dataflow, named), leaves);
  }

  private void planTask(boolean firstOfRun) {
    int id = ++tasks;
    String solve = "%d solve %d".formatted(runs, id);
    List<String> entries = new ArrayList<>();
    entries.add(entry("isolve", input(id)));
    List<String> leaves = new ArrayList<>();
    if (firstOfRun) {
      leaves.add("run " + runs);
    }
    leaves.add("task " + solve);
    leaves.add("in %s %d".formatted(solve, id));
    leaves.add("performance %s COMPUTATION".formatted(solve));
    planned.add(solving(id, "RUNNING", "startTime", entries, leaves));

    List<Integer> residuals = new ArrayList<>();
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      int residual = id * 10 + left;
      residuals.add(residual);
      entries.add(entry("osolve", "[\"%d\"]".formatted(residual)));
      List<String> saved = List.of("out %s %d".formatted(solve, residual));
      planned.add(solving(id, "RUNNING", "startTime", entries, saved));
    }
    List<String> ended = List.of("ended " + solve, "timed %s COMPUTATION".formatted(solve));
    planned.add(solving(id, "FINISHED", "endTime", entries, ended));
    planExtraction(id, solve, residuals);
  }

  private void planExtraction(int id, String solve, List<Integer> residuals) {
    String extract = "%d extract %d".formatted(runs, id);
    List<String> leaves = new ArrayList<>();
    leaves.add("task " + extract);
    leaves.add("depends %s on %s".formatted(extract, solve));
    leaves.add("file %s %d.csv".formatted(extract, id));
    residuals.forEach(residual -> leaves.add("read %d by %s".formatted(residual, extract)));
    planned.add(extracting(id, "RUNNING", "[]", leaves));
    planned.add(
        extracting(
            id,
            "FINISHED",
            "[" + entry("oextract", "[\"%d\"]".formatted(id)) + "]",
            List.of("ended " + extract, "made %s %d".formatted(extract, id))));
  }

  private Message solving(
      int id, String status, String time, List<String> entries, List<String> leaves) {
    String performance =
        "\"performances\":[{\"%s\":\"2026-11-23 10:00:00\",\"method\":\"COMPUTATION\"}]"
            .formatted(time);
    String sets = "[" + String.join(",", entries) + "]";
    return task("solve", id, status, sets, performance, leaves);
  }

  private Message extracting(int id, String status, String sets, List<String> leaves) {
    String rest =
        """
        "dependency":{"tags":[{"tag":"solve"}],"ids":[{"id":"%1$d"}]},"files":[{"name":"%1$d.csv","path":"/data"}]"""
            .formatted(id);
    return task("extract", id, status, sets, rest, leaves);
  }

  private Message task(
      String transformation, int id, String status, String sets, String rest, List<String> leaves) {
    return Message.task(
        """
        {"id":"%3$d","tag":"%2$s","dataflow":"%1$s","transformation":"%2$s","sub_id":"","status":"%4$s","sets":%5$s,%6$s}"""
            .formatted(dataflow, transformation, id, status, sets, rest),
        leaves);
  }

  private String input(int id) {
    return IntStream.rangeClosed(1, attributes)
        .mapToObj(i -> "\"" + id * i + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String entry(String set, String element) {
    return "{\"tag\":\"%s\",\"elements\":[%s]}".formatted(set, element);
  }
}
