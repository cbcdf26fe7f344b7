package org.cnnprov.server.prov;

import java.util.List;
import java.util.Optional;
import org.cnnprov.model.PredefinedTraining;
import org.cnnprov.server.query.Fragment;

/**
 * What one execution trained, as relations to select from: its tasks, epochs, settings of
 * hyperparameters and files. Each statement begins with the relations that it needs. Places and
 * sequences are those of names: they follow the producers' clocks, then the order of storing.
 */
final class TrainingSql {

  static final String TRAINING = PredefinedTraining.TRAINING_MODEL.key();
  static final String ADAPTATION = PredefinedTraining.ADAPTATION.key();
  static final String TESTING = PredefinedTraining.TESTING_MODEL.key();

  private static final String TASKS =
      """
      WITH task_of AS (
        SELECT t.*, x.tag AS transformation,
          row_number() OVER (ORDER BY t.started_at NULLS LAST, x.tag, t.identifier) AS place
        FROM public.task t JOIN public.data_transformation x ON x.id = t.dt_id
        WHERE t.execution_id = ?)
      """;

  private static final String NO_EPOCHS =
      """
      , epoch_of AS (SELECT NULL::BIGINT AS task_id, NULL::DOUBLE AS epoch,
          NULL::TIMESTAMP AS ended_at, NULL::TIMESTAMP AS started_at, NULL::DOUBLE AS previous,
          NULL::BIGINT AS place
        WHERE false)
      """;

  /** An epoch begins its elapsed time before its end, but not before the one before has ended. */
  private static final String EPOCHS =
      """
      , told AS (
        SELECT o.%1$s AS task_id, o.%2$s AS epoch, max(o.cnnprov_at) AS ended_at,
          max(coalesce(try_cast(%3$s AS DOUBLE),
            epoch(try_cast(%3$s::VARCHAR AS INTERVAL)))) AS elapsed
        FROM %4$s o JOIN task_of k ON k.id = o.%1$s
        WHERE isfinite(o.%2$s) GROUP BY ALL),
      bounded AS (
        SELECT told.*, k.place, k.started_at AS task_started_at,
          lag(told.ended_at) OVER w AS previous_ended_at, lag(told.epoch) OVER w AS previous
        FROM told JOIN task_of k ON k.id = told.task_id
        WINDOW w AS (PARTITION BY told.task_id ORDER BY told.epoch)),
      epoch_of AS (
        SELECT task_id, epoch, ended_at, previous, place,
          CASE WHEN ended_at IS NOT NULL AND elapsed BETWEEN 0 AND 1e9 THEN least(ended_at, greatest(
            ended_at - to_microseconds(CAST(elapsed * 1e6 AS BIGINT)),
            task_started_at, previous_ended_at)) END AS started_at
        FROM bounded)
      """;

  private static final String NO_SETTINGS =
      """
      , %s AS (SELECT NULL::BIGINT AS task_id, NULL::BIGINT AS sequence WHERE false)
      """;

  /** The first row of its hyperparameters is what a task begins with. */
  private static final String INITIAL_SETTINGS =
      """
      , initial AS (
        SELECT DISTINCT o.%s AS task_id, 1::BIGINT AS sequence
        FROM %s o JOIN task_of k ON k.id = o.%s)
      """;

  /** Settings that adaptations made, each with the training it belongs to and the one before. */
  private static final String CHANGES =
      """
      , made AS (
        SELECT o.%1$s AS task_id, k.place, %2$s AS epoch,
          row_number() OVER (PARTITION BY o.%1$s ORDER BY o.cnnprov_at, o.id) AS sequence,
          coalesce(
            (SELECT arg_min(p.id, p.place) FROM public.task_dependency y JOIN task_of p
              ON p.id = y.previous_task_id AND p.transformation = 'trainingmodel'
              WHERE y.task_id = o.%1$s),
            (SELECT arg_min(f.id, f.place) FROM task_of f
              WHERE f.transformation = 'trainingmodel')) AS training
        FROM %3$s o JOIN task_of k ON k.id = o.%1$s),
      change AS (
        SELECT made.*, lag(task_id) OVER w AS previous_task, lag(sequence) OVER w AS previous_sequence
        FROM made WINDOW w AS (PARTITION BY training ORDER BY epoch NULLS LAST, place, sequence)),
      in_force AS (
        SELECT training, epoch, task_id, sequence FROM change WHERE isfinite(epoch)
        QUALIFY row_number() OVER
          (PARTITION BY training, epoch ORDER BY place DESC, sequence DESC) = 1)
      """;

  private static final String NO_CHANGES =
      """
      , change AS (SELECT NULL::BIGINT AS task_id, NULL::BIGINT AS place, NULL::BIGINT AS sequence,
          NULL::BIGINT AS training, NULL::BIGINT AS previous_task,
          NULL::BIGINT AS previous_sequence, NULL::DOUBLE AS epoch WHERE false),
      in_force AS (SELECT training, epoch, task_id, sequence FROM change)
      """;

  /** A file that names no epoch belongs to the last one that its task had told by then. */
  private static final String FILES =
      """
      , saved AS (
        SELECT f.*, k.place, k.transformation, k.identifier,
          row_number() OVER (PARTITION BY f.task_id ORDER BY f.recorded_at, f.id) AS sequence,
          coalesce(f.recorded_at, f.received_at) AS written_at
        FROM public.file f JOIN task_of k ON k.id = f.task_id),
      dated AS (
        SELECT s.* EXCLUDE (epoch), coalesce(s.epoch, l.epoch) AS at_epoch
        FROM saved s ASOF LEFT JOIN
          (SELECT task_id, ended_at, max(epoch) AS epoch FROM epoch_of
            WHERE ended_at IS NOT NULL GROUP BY ALL) l
          ON l.task_id = s.task_id AND s.written_at >= l.ended_at),
      file_of AS (
        SELECT d.*, e.epoch, d.role IS NOT DISTINCT FROM 'output' OR
          (d.role IS NULL AND d.transformation = 'trainingmodel') AS is_output
        FROM dated d LEFT JOIN epoch_of e ON e.task_id = d.task_id AND e.epoch = d.at_epoch)
      """;

  private final Subject subject;
  private final Optional<String> epochs;
  private final String settings;
  private final boolean changes;

  TrainingSql(Subject subject, List<DataSet> sets) {
    this.subject = subject;
    this.epochs = set(sets, PredefinedTraining.O_TRAINING_MODEL.key()).flatMap(TrainingSql::epochs);
    String changed = changes(sets);
    this.changes = !changed.equals(NO_CHANGES);
    this.settings = initial(sets) + changed;
  }

  /** {@code task_of}, {@code epoch_of}, {@code initial}, {@code change} and {@code in_force}. */
  Fragment withSettings() {
    return withEpochs().then(settings);
  }

  /** {@code task_of}, {@code epoch_of} and {@code file_of}. */
  Fragment withFiles() {
    return withEpochs().then(FILES);
  }

  private Fragment withEpochs() {
    return withTasks().then(epochs.orElse(NO_EPOCHS));
  }

  /** The tasks alone. */
  Fragment withTasks() {
    return Fragment.of(TASKS, subject.id());
  }

  /** Whether the metrics of this execution's trainings belong to epochs. */
  boolean hasEpochs() {
    return epochs.isPresent();
  }

  /** Whether there are settings that adaptations made. */
  boolean hasChanges() {
    return changes;
  }

  private static Optional<DataSet> set(List<DataSet> sets, String tag) {
    return sets.stream().filter(set -> set.tag().equals(tag)).findFirst();
  }

  private static Optional<String> epochs(DataSet set) {
    Optional<String> task = set.writtenBy(TRAINING);
    Optional<String> epoch = numeric(set, "epoch");
    if (task.isEmpty() || epoch.isEmpty()) {
      return Optional.empty();
    }
    String elapsed = set.column("elapsed_time").map(each -> "o." + each).orElse("NULL");
    return Optional.of(EPOCHS.formatted(task.get(), epoch.get(), elapsed, set.table()));
  }

  private static String initial(List<DataSet> sets) {
    Optional<DataSet> set =
        set(sets, PredefinedTraining.I_TRAINING_MODEL.key())
            .filter(each -> each.links().stream().noneMatch(DataSet.Link::writes));
    Optional<String> task = set.flatMap(each -> each.readBy(TRAINING));
    return task.isEmpty()
        ? NO_SETTINGS.formatted("initial")
        : INITIAL_SETTINGS.formatted(task.get(), set.get().table(), task.get());
  }

  private static String changes(List<DataSet> sets) {
    Optional<DataSet> set = set(sets, PredefinedTraining.O_ADAPTATION.key());
    Optional<String> task = set.flatMap(each -> each.writtenBy(ADAPTATION));
    if (task.isEmpty()) {
      return NO_CHANGES;
    }
    String epoch = numeric(set.get(), "epoch_id").map(each -> "o." + each).orElse("NULL::DOUBLE");
    return CHANGES.formatted(task.get(), epoch, set.get().table());
  }

  private static Optional<String> numeric(DataSet set, String name) {
    return set.attributes().stream()
        .filter(each -> each.name().equals(name) && each.type().equals("NUMERIC"))
        .map(DataSet.AttributeColumn::column)
        .findFirst();
  }
}
