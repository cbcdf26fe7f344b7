package org.cnnprov.benchmarks;

import java.net.URI;
import java.util.Random;

/**
 * Task messages of DfAnalyzer's clients over {@code connections}, half of them to one of the tasks
 * of {@link FillTasks} and half to new ones.
 */
final class Tasks implements Load {

  private static final String ROWS = "SELECT count(*) FROM \"bench-tasks\".otrainingmodel";

  /** No message may equal an earlier one, which would be a repetition. */
  private final long unique = System.currentTimeMillis() * 1_000_000;

  private final String execution = "new-" + System.nanoTime() + "-";

  @Override
  public Report run(URI server, Options options) throws Exception {
    int connections = options.number("connections", 64);
    int messages = options.number("messages", 100_000) / connections;
    int warmup = options.number("warmup", 30_000) / connections;
    Sql sql = new Sql(server);
    long before = sql.number(ROWS);
    Posting.run(server, connections, warmup, (connection, i) -> message(connection, i));
    Posting posted =
        Posting.run(
            server, connections, messages, (connection, i) -> message(connection, warmup + i));
    sql.expect(before + (long) connections * (warmup + messages), ROWS);
    return new Report()
        .with("connections", connections)
        .with("posts_per_second", posted.times().length / (posted.elapsed() / 1e9))
        .withTimes("post", posted.times());
  }

  private byte[] message(int connection, int i) {
    long number = unique + connection * 1_000_000L + i;
    if (i % 2 == 0) {
      return Messages.epoch(execution + connection, i, number);
    }
    Random random = new Random(number);
    return Messages.epoch(
        FillTasks.execution(random.nextInt(FillTasks.EXECUTIONS)),
        random.nextInt(FillTasks.TASKS),
        number);
  }
}
