package org.cnnprov.benchmarks;

import java.net.URI;

/**
 * Makes the tasks that {@link Tasks} writes to again: {@link #EXECUTIONS} with as many tasks each.
 */
final class FillTasks implements Load {

  static final int EXECUTIONS = 100;
  static final int TASKS = 1_000;
  private static final int CONNECTIONS = 50;

  static String execution(int number) {
    return "bench-tasks-" + number;
  }

  @Override
  public Report run(URI server, Options options) throws Exception {
    try (Connection connection = new Connection(server)) {
      connection.post(Messages.DATAFLOW_PATH, Messages.dataflow());
    }
    int messages = EXECUTIONS * TASKS / CONNECTIONS;
    Posting posted =
        Posting.run(
            server,
            CONNECTIONS,
            messages,
            (connection, i) ->
                Messages.epoch(
                    execution(connection * EXECUTIONS / CONNECTIONS + i / TASKS), i % TASKS, 0));
    new Sql(server)
        .expect(
            (long) EXECUTIONS * TASKS,
            "SELECT count(*) FROM public.task WHERE df_exec LIKE 'bench-tasks-%'");
    return new Report().with("tasks", (long) EXECUTIONS * TASKS).withTimes("post", posted.times());
  }
}
