package org.cnnprov.benchmarks;

import java.net.URI;

/** Declares {@code dataflows} with an execution each that never runs. */
final class FillDataflows implements Load {

  private static final int AT_ONCE = 50;

  @Override
  public Report run(URI server, Options options) throws Exception {
    int dataflows = options.number("dataflows", 1_000);
    Producer producer = new Producer();
    try (Connection connection = new Connection(server)) {
      for (int first = 0; first < dataflows; first += AT_ONCE) {
        StringBuilder events = new StringBuilder();
        for (int i = first; i < Math.min(dataflows, first + AT_ONCE); i++) {
          events.append(new Training("idle-%04d".formatted(i), "run", i).begin());
        }
        producer.send(connection, events.toString());
      }
    }
    new Sql(server)
        .expect(dataflows, "SELECT count(*) FROM public.dataflow WHERE tag LIKE 'idle-%'");
    return new Report().with("dataflows", dataflows);
  }
}
