package org.cnnprov.benchmarks;

import java.net.URI;

/**
 * How long after its acknowledgement a step is in the answer to SQL: the time of a query that must
 * hold it, sent as soon as the acknowledgement is there.
 */
final class Visible implements Load {

  /** A dataflow of its own, so that its greatest step is this program's. */
  private final String dataflow = "visible-" + System.nanoTime();

  @Override
  public Report run(URI server, Options options) throws Exception {
    int rounds = options.number("rounds", 1_000);
    int warmup = options.number("warmup", 300);
    long[] stored = new long[rounds];
    long[] visible = new long[rounds];
    Sql sql = new Sql(server);
    Producer producer = new Producer();
    Training training = new Training(dataflow, "run", 1);
    try (Connection connection = new Connection(server)) {
      producer.send(connection, training.begin());
      for (int i = -warmup; i < rounds; i++) {
        int step = i + warmup + 1;
        byte[] body = producer.body(training.steps(step, 1));
        long begin = System.nanoTime();
        producer.send(connection, body, 1);
        long acknowledged = System.nanoTime();
        sql.expect(step, "SELECT max(step)::BIGINT FROM \"%s\".otrainingstep".formatted(dataflow));
        if (i >= 0) {
          stored[i] = acknowledged - begin;
          visible[i] = System.nanoTime() - acknowledged;
        }
      }
    }
    return new Report().withTimes("stored", stored).withTimes("visible", visible);
  }
}
