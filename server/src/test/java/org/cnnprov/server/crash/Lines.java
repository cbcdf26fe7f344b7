package org.cnnprov.server.crash;

import org.cnnprov.server.crash.Client.Place;

/** The statements that select, as lines of text, what clients left in the store. */
final class Lines {

  /** Of the tasks of {@code mine}, which names each as its execution, transformation and id. */
  static final String OF_TASKS =
      """
      SELECT concat_ws(' ', 'task', task) FROM mine
      UNION ALL SELECT concat_ws(' ', 'ended', task) FROM mine WHERE status = 'FINISHED'
      UNION ALL SELECT concat_ws(' ', 'depends', m.task, 'on', p.task)
        FROM public.task_dependency y JOIN mine m ON m.id = y.task_id
        JOIN mine p ON p.id = y.previous_task_id
      UNION ALL SELECT concat_ws(' ', 'file', m.task, f.name)
        FROM public.file f JOIN mine m ON m.id = f.task_id
      UNION ALL SELECT concat_ws(' ', 'performance', m.task, p.method)
        FROM public.performance p JOIN mine m ON m.id = p.task_id
      UNION ALL SELECT concat_ws(' ', 'timed', m.task, p.method)
        FROM public.performance p JOIN mine m ON m.id = p.task_id WHERE p.endtime IS NOT NULL
      UNION ALL
      """;

  /** The tasks of the executions whose tags begin with a client's name. */
  private static final String BY_NAME =
      """
      WITH run AS (SELECT e.id, e.tag, e.status FROM public.dataflow_execution e
        JOIN public.dataflow d ON d.id = e.df_id
        WHERE d.tag = '%1$s' AND e.tag LIKE '%2$s-%%'),
      mine AS (SELECT t.id, t.status, concat_ws(' ', r.tag, x.tag, t.identifier) AS task
        FROM public.task t JOIN run r ON r.id = t.execution_id
        JOIN public.data_transformation x ON x.id = t.dt_id)
      """;

  private static final String TRAINING =
      """
      SELECT concat_ws(' ', 'run', tag) FROM run
      UNION ALL SELECT concat_ws(' ', 'finished', tag) FROM run WHERE status = 'FINISHED'
      UNION ALL SELECT concat_ws(' ', 'note', n.text)
        FROM public.note n JOIN run r ON r.id = n.execution_id
      UNION ALL SELECT concat_ws(' ', 'parameter', m.task, p.name, p.number::BIGINT)
        FROM public.parameter p JOIN mine m ON m.id = p.task_id
      UNION ALL SELECT concat_ws(' ', 'epoch', m.task, o.epoch::BIGINT)
        FROM "%1$s".ds_otrainingmodel o JOIN mine m ON m.id = o.trainingmodel_task_id
      UNION ALL SELECT concat_ws(' ', 'read', o.epoch::BIGINT, 'by', m.task)
        FROM "%1$s".ds_otrainingmodel o JOIN mine m ON m.id = o.adaptation_task_id
      UNION ALL SELECT concat_ws(' ', 'changed', m.task, o.epoch_id::BIGINT, o.new_lrate::BIGINT)
        FROM "%1$s".ds_oadaptation o JOIN mine m ON m.id = o.adaptation_task_id
      UNION ALL SELECT concat_ws(' ', 'extra', m.task, x.name, x.number::BIGINT)
        FROM public.training_metric x JOIN mine m ON m.id = x.task_id WHERE x.name LIKE 'extra%%'
      UNION ALL SELECT concat_ws(' ', 'rate', execution, epoch::BIGINT, learning_rate::BIGINT)
        FROM "%1$s".training_epoch WHERE execution LIKE '%2$s-%%'
      UNION ALL SELECT concat_ws(' ', 'anywhere', execution, epoch::BIGINT, learning_rate::BIGINT)
        FROM public.training_epoch WHERE dataflow = '%1$s' AND execution LIKE '%2$s-%%'
      UNION ALL SELECT concat_ws(' ', 'best_epoch counts wrong:', b.execution, b.epochs)
        FROM "%1$s".best_epoch b WHERE b.execution LIKE '%2$s-%%' AND b.epochs <>
        (SELECT count(*) FROM "%1$s".training_epoch t WHERE t.execution_id = b.execution_id)
      """;

  private static final String STAGE =
      """
      SELECT concat_ws(' ', 'stage', m.task, o.a1::BIGINT)
        FROM "%1$s"."ds_%3$s" o JOIN mine m ON m.id = o."stage_%2$s_task_id"
      UNION ALL SELECT concat_ws(' ', 'attribute', a.name)
        FROM public.attribute a JOIN public.data_set s ON s.id = a.ds_id WHERE s.tag = '%3$s'
      """;

  /** Sets of the client's own dataflows, with the attributes and the columns that they have. */
  private static final String DECLARED =
      """
      SELECT concat_ws(' ', 'declared', d.tag, s.tag,
        (SELECT count(*) FROM public.attribute a WHERE a.ds_id = s.id),
        (SELECT count(*) FROM information_schema.columns c WHERE c.table_schema = d.schema_name
          AND c.table_name = s.table_name AND c.column_name IN ('a', 'b')))
      FROM public.dataflow d JOIN public.data_set s ON s.df_id = d.id
      WHERE d.tag LIKE '%1$s-declared-%%'
      """;

  private Lines() {}

  /** Dataflows that the client declares and does not use. */
  static Place declarations(String client) {
    return new Place(declared(client, 1), "o", DECLARED.formatted(client));
  }

  static String declared(String client, int number) {
    return "%s-declared-%d".formatted(client, number);
  }

  /** Of the trainings whose executions begin with the client's name. */
  static Place training(String dataflow, String client) {
    return new Place(
        dataflow, "otrainingmodel", (BY_NAME + OF_TASKS + TRAINING).formatted(dataflow, client));
  }

  /** Of the client's own data set, which grows; its tasks are among those of the training. */
  static Place stage(String dataflow, String client, String set) {
    return new Place(dataflow, set, (BY_NAME + STAGE).formatted(dataflow, client, set));
  }
}
