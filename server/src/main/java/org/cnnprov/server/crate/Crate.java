package org.cnnprov.server.crate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cnnprov.prov.write.Format;
import org.cnnprov.server.http.CsvRows;
import org.cnnprov.server.http.JsonWriter;
import org.cnnprov.server.prov.Detail;
import org.cnnprov.server.prov.Documents;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.server.query.execution.ExecutionDocument;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.Snapshot;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the crate of an execution as a zip, from one snapshot. The same state gives the same
 * bytes.
 */
final class Crate {

  static final String PROVENANCE = "provenance.json";
  static final String EXECUTION = "execution.json";
  static final String METRICS = "metrics.csv";
  static final String DIFF = "code.diff";

  private static final String TASKS =
      """
      SELECT t.id, x.name AS transformation, t.identifier, t.status, t.started_at, t.ended_at,
        t.error_msg AS error
      FROM public.task t JOIN public.data_transformation x ON x.id = t.dt_id
      WHERE t.execution_id = ? ORDER BY t.id""";

  private static final String METRICS_SQL =
      """
      SELECT x.name AS transformation, t.identifier AS task, m.epoch, m.name, m.number AS value
      FROM public.training_metric m JOIN public.task t ON t.id = m.task_id
      JOIN public.data_transformation x ON x.id = t.dt_id
      WHERE m.execution_id = ? ORDER BY t.id, m.epoch, m.name, m.number""";

  /** The first that a zip can tell. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Snapshot snapshot;
  private final long id;
  private final Row execution;

  private Crate(Snapshot snapshot, long id, Row execution) {
    this.snapshot = snapshot;
    this.id = id;
    this.execution = execution;
  }

  static Optional<Crate> find(Snapshot snapshot, long id) throws StoreException {
    return new ExecutionDocument(new Reader(snapshot))
        .find(id)
        .map(execution -> new Crate(snapshot, id, execution));
  }

  static String mediaType(String name) {
    return name.endsWith(".json")
        ? "application/json"
        : name.endsWith(".csv") ? "text/csv" : "text/x-diff";
  }

  /** Writes it all, as long as somebody wants it. */
  void writeTo(OutputStream output, BooleanSupplier unwanted)
      throws QueryException, StoreException, IOException {
    ZipOutputStream zip = new ZipOutputStream(output, StandardCharsets.UTF_8);
    Map<String, String> payload = payload();
    List<Row> tasks = new Reader(snapshot).rows(Fragment.of(TASKS, id));
    begin(zip, Metadata.FILE);
    json(zip, new Metadata(execution, tasks, payload).json());
    begin(zip, PROVENANCE);
    Writer characters =
        new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 64 * 1024);
    Documents.execution(
        snapshot, id, Detail.ELEMENT, unwanted, () -> Format.JSON.writer(characters));
    characters.flush();
    begin(zip, EXECUTION);
    json(zip, execution.values());
    begin(zip, METRICS);
    metrics(zip);
    if (payload.containsKey(DIFF)) {
      begin(zip, DIFF);
      zip.write(diff().orElseThrow().getBytes(StandardCharsets.UTF_8));
    }
    zip.finish();
  }

  private Map<String, String> payload() {
    Map<String, String> payload = new LinkedHashMap<>();
    payload.put(PROVENANCE, "The execution as W3C PROV, in PROV-JSON");
    payload.put(EXECUTION, "Hyperparameters, adaptations, metrics, files and environment, as JSON");
    payload.put(METRICS, "Each number of each epoch");
    if (diff().isPresent()) {
      payload.put(DIFF, "What was changed in the code and not committed");
    }
    return payload;
  }

  private Optional<String> diff() {
    return Optional.ofNullable(execution.value("environment"))
        .map(environment -> ((Map<?, ?>) environment).get("git"))
        .map(git -> ((Map<?, ?>) git).get("diff"))
        .map(Object::toString)
        .filter(diff -> !diff.isEmpty());
  }

  private void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    Object started = execution.value("started_at");
    LocalDateTime time = started instanceof LocalDateTime local ? local : NO_TIME;
    entry.setTimeLocal(time.isBefore(NO_TIME) ? NO_TIME : time.withNano(0));
    zip.putNextEntry(entry);
  }

  private static void json(OutputStream output, Map<String, @Nullable Object> value)
      throws IOException {
    try (JsonWriter json = new JsonWriter(output)) {
      json.value(value);
    }
  }

  private void metrics(OutputStream output) throws QueryException, StoreException {
    snapshot.query(Query.own(METRICS_SQL, List.of(id)), new CsvRows(output, CsvRows.Form.STANDARD));
  }
}
