package org.cnnprov.server.prov;

import java.io.IOException;
import org.cnnprov.model.PredefinedTraining;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.RelationKind;
import org.cnnprov.prov.model.Value;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * What the predefined training dataflow means beyond its rows: epochs as activities, the settings
 * of hyperparameters in force at each, how one came of the other, and files.
 */
final class TrainingStatements {

  private static final String I_TRAINING = PredefinedTraining.I_TRAINING_MODEL.key();
  private static final String O_ADAPTATION = PredefinedTraining.O_ADAPTATION.key();

  private static final String EPOCH_SQL =
      """
      SELECT k.transformation, k.identifier, e.epoch, e.started_at, e.ended_at, e.previous
      FROM epoch_of e JOIN task_of k ON k.id = e.task_id ORDER BY e.place, e.epoch""";

  /** The last change up to the epoch, else what the task began with. */
  private static final String IN_FORCE_SQL =
      """
      SELECT k.transformation, k.identifier, e.epoch, a.transformation, a.identifier, c.sequence,
        i.sequence
      FROM epoch_of e JOIN task_of k ON k.id = e.task_id
      ASOF LEFT JOIN in_force c ON c.training = e.task_id AND e.epoch >= c.epoch
      LEFT JOIN task_of a ON a.id = c.task_id
      LEFT JOIN initial i ON i.task_id = e.task_id
      ORDER BY e.place, e.epoch""";

  /** Each change with the settings before it: an earlier change, or those of the training. */
  private static final String CHANGE_SQL =
      """
      SELECT k.transformation, k.identifier, c.sequence, p.transformation, p.identifier,
        c.previous_sequence, t.transformation, t.identifier, i.sequence
      FROM change c JOIN task_of k ON k.id = c.task_id
      LEFT JOIN task_of p ON p.id = c.previous_task
      LEFT JOIN initial i ON i.task_id = c.training
      LEFT JOIN task_of t ON t.id = c.training
      ORDER BY c.place, c.sequence""";

  private static final String HAS_FILES_SQL =
      "SELECT EXISTS (FROM public.file f SEMI JOIN task_of k ON k.id = f.task_id)";

  private static final String FILE_SQL =
      """
      SELECT f.transformation, f.identifier, f.sequence, f.is_output, f.role, f.name, f.path,
        f.size, f.sha256, f.epoch, f.recorded_at, f.at_epoch
      FROM file_of f ORDER BY f.place, f.sequence""";

  /** For each file that a training wrote, the last one of an earlier epoch of it. */
  private static final String BEFORE_SQL =
      """
      , written AS (SELECT * FROM file_of WHERE is_output AND transformation = 'trainingmodel'),
      last_of AS (
        SELECT task_id, at_epoch, max(sequence) AS sequence FROM written
        WHERE isfinite(at_epoch) GROUP BY ALL),
      chained AS (
        SELECT w.transformation, w.identifier, w.sequence, w.epoch, w.place, w.task_id,
          l.sequence AS before
        FROM written w ASOF LEFT JOIN last_of l
          ON l.task_id = w.task_id AND w.at_epoch > l.at_epoch)
      """;

  private static final String DERIVED_SQL =
      BEFORE_SQL
          + """
          SELECT c.transformation, c.identifier, c.sequence, c.epoch, c.before, i.sequence, i.sha256
          FROM chained c LEFT JOIN file_of i
            ON c.before IS NULL AND i.task_id = c.task_id AND i.role = 'input'
          WHERE c.before IS NOT NULL OR i.sequence IS NOT NULL
          ORDER BY c.place, c.sequence, i.sequence""";

  /** An epoch goes on from what was saved at the end of the one before. */
  private static final String RESTORED_SQL =
      BEFORE_SQL
          + """
          SELECT k.transformation, k.identifier, e.epoch, l.sequence
          FROM epoch_of e JOIN task_of k ON k.id = e.task_id
          JOIN last_of l ON l.task_id = e.task_id AND l.at_epoch = e.previous
          ORDER BY e.place, e.epoch""";

  private final TrainingSql sql;
  private final Detail detail;
  private final Rows rows;
  private final Statements to;
  private final boolean files;

  TrainingStatements(TrainingSql sql, Detail detail, Rows rows, Statements to)
      throws StoreException, QueryException {
    this.sql = sql;
    this.files = rows.all(sql.withTasks().then(HAS_FILES_SQL)).get(0).isTrue(0);
    this.detail = detail;
    this.rows = rows;
    this.to = to;
  }

  void entities() throws StoreException, QueryException {
    eachOfFiles(
        "SELECT DISTINCT sha256 FROM file_of WHERE sha256 IS NOT NULL ORDER BY sha256",
        row ->
            to.entity(Names.content(row.text(0)), Term.FILE.type(), Term.SHA256.text(row.text(0))));
    eachOfFiles(FILE_SQL, this::file);
  }

  void activities() throws StoreException, QueryException {
    if (detail != Detail.RUN) {
      eachOfEpochs(EPOCH_SQL, this::epoch);
    }
  }

  void generations() throws StoreException, QueryException {
    eachOfFiles(
        FILE_SQL,
        row -> {
          if (row.isTrue(3)) {
            to.generated(fileName(row), maker(row, 9), row.time(10));
          }
        });
  }

  void usages() throws StoreException, QueryException {
    eachOfFiles(
        FILE_SQL,
        row -> {
          if ("input".equals(row.textOrNull(4))) {
            to.used(task(row), inputName(row, 2, 8), row.time(10), Term.INPUT.role());
          }
        });
    if (detail != Detail.RUN) {
      eachOfEpochs(IN_FORCE_SQL, this::settingsInForce);
      eachChange(this::settingsBefore);
      eachOfFiles(
          RESTORED_SQL,
          row ->
              to.used(
                  epochName(row, 2),
                  Names.run("file", row.text(0), row.text(1), row.number(3)),
                  null,
                  Term.CHECKPOINT_ROLE.role()));
    }
  }

  void communications() throws StoreException, QueryException {
    if (detail != Detail.RUN) {
      eachOfEpochs(
          EPOCH_SQL,
          row -> {
            if (row.has(5)) {
              to.informed(epochName(row, 2), epochName(row, 5));
            }
          });
    }
  }

  void derivations() throws StoreException, QueryException {
    Attribute revision = Attribute.type(QualifiedName.prov("Revision"));
    if (detail != Detail.RUN) {
      eachChange(
          row -> {
            QualifiedName before = before(row);
            if (before != null) {
              to.derived(changeName(row), before, task(row), revision);
            }
          });
    }
    eachOfFiles(
        DERIVED_SQL,
        row -> {
          QualifiedName file = Names.run("file", row.text(0), row.text(1), row.number(2));
          if (row.has(4)) {
            to.derived(
                file,
                Names.run("file", row.text(0), row.text(1), row.number(4)),
                maker(row, 3),
                revision);
          } else {
            to.derived(file, inputName(row, 5, 6), maker(row, 3));
          }
        });
  }

  void attributions(@Nullable QualifiedName person) throws StoreException, QueryException {
    if (person != null) {
      eachOfFiles(
          FILE_SQL,
          row -> {
            if (row.isTrue(3)) {
              to.related(RelationKind.ATTRIBUTION, fileName(row), person);
            }
          });
    }
  }

  void specializations() throws StoreException, QueryException {
    eachOfFiles(
        FILE_SQL,
        row -> {
          if (row.has(8)) {
            to.related(RelationKind.SPECIALIZATION, fileName(row), Names.content(row.text(8)));
          }
        });
  }

  private void eachOfEpochs(String select, Rows.Use use) throws StoreException, QueryException {
    if (sql.hasEpochs()) {
      rows.each(sql.withSettings().then(select), use);
    }
  }

  private void eachChange(Rows.Use use) throws StoreException, QueryException {
    if (sql.hasChanges()) {
      rows.each(sql.withSettings().then(CHANGE_SQL), use);
    }
  }

  private void eachOfFiles(String select, Rows.Use use) throws StoreException, QueryException {
    if (files) {
      rows.each(sql.withFiles().then(select), use);
    }
  }

  private void epoch(Cells row) throws IOException {
    to.activity(
        epochName(row, 2),
        row.time(3),
        row.time(4),
        Statements.given(
            Term.EPOCH.type(),
            new Attribute(Names.PART_OF, Value.reference(task(row))),
            new Attribute(Names.attribute("epoch"), Value.number(row.decimal(2)))));
  }

  private void file(Cells row) throws IOException {
    boolean trained = row.isTrue(3) && row.text(0).equals(TrainingSql.TRAINING);
    to.entity(
        fileName(row),
        Term.FILE.type(),
        trained ? Term.CHECKPOINT.type() : null,
        trained ? Attribute.type(Names.mls("Model")) : null,
        "input".equals(row.textOrNull(4)) ? Attribute.type(Names.mls("Dataset")) : null,
        new Attribute(Attribute.LABEL, Value.text(row.text(5))),
        Term.PATH.text(Names.given(row.textOrNull(6))),
        Term.SIZE_BYTES.number(row.numberOrNull(7)),
        Term.SHA256.text(row.textOrNull(8)),
        row.has(4) || row.isTrue(3) ? null : Term.RECORDED_BY.as(Value.reference(task(row))),
        row.has(11)
            ? new Attribute(Names.attribute("epoch"), Value.number(row.decimal(11)))
            : null);
  }

  private void settingsInForce(Cells row) throws IOException {
    QualifiedName epoch = epochName(row, 2);
    if (row.has(5)) {
      to.used(
          epoch,
          Names.run("element", row.text(3), row.text(4), O_ADAPTATION, row.number(5)),
          null,
          Term.HYPERPARAMETERS.role());
    } else if (row.has(6)) {
      to.used(
          epoch,
          Names.run("element", row.text(0), row.text(1), I_TRAINING, row.number(6)),
          null,
          Term.HYPERPARAMETERS.role());
    }
  }

  private void settingsBefore(Cells row) throws IOException {
    QualifiedName before = before(row);
    if (before != null) {
      to.used(task(row), before, null, Term.HYPERPARAMETERS.role());
    }
  }

  private static @Nullable QualifiedName before(Cells row) {
    if (row.has(5)) {
      return Names.run("element", row.text(3), row.text(4), O_ADAPTATION, row.number(5));
    }
    return row.has(8)
        ? Names.run("element", row.text(6), row.text(7), I_TRAINING, row.number(8))
        : null;
  }

  private static QualifiedName changeName(Cells row) {
    return Names.run("element", row.text(0), row.text(1), O_ADAPTATION, row.number(2));
  }

  /** The epoch that made a file, or where it belongs to none the task. */
  private QualifiedName maker(Cells row, int epoch) {
    return detail != Detail.RUN && row.has(epoch) ? epochName(row, epoch) : task(row);
  }

  private static QualifiedName epochName(Cells row, int epoch) {
    return Names.run("epoch", row.text(0), row.text(1), Names.epoch(row.decimal(epoch)));
  }

  private static QualifiedName fileName(Cells row) {
    return Names.run("file", row.text(0), row.text(1), row.number(2));
  }

  /** What was read is known by its content, so that documents of several executions meet there. */
  private static QualifiedName inputName(Cells row, int sequence, int sha256) {
    return row.has(sha256)
        ? Names.content(row.text(sha256))
        : Names.run("file", row.text(0), row.text(1), row.number(sequence));
  }

  private static QualifiedName task(Cells row) {
    return Names.run("task", row.text(0), row.text(1));
  }
}
