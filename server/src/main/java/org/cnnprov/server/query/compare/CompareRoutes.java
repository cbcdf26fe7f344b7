package org.cnnprov.server.query.compare;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.JsonAnswer;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.server.query.execution.ExecutionDocument;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.Snapshot;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/compare}. */
public final class CompareRoutes implements Routes {

  private static final int FEWEST = 2;
  private static final int MOST = 20;

  private final Store store;
  private final Gate gate;

  public CompareRoutes(Store store, Gate gate) {
    this.store = store;
    this.gate = gate;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/compare", gate.guard(this::answer), Role.READ);
  }

  private void answer(Context context)
      throws ProblemException, QueryException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    parameters.required("executions");
    List<Long> executions = parameters.ids("executions");
    if (executions.size() < FEWEST || executions.size() > MOST) {
      throw Parameters.invalid(
          "executions",
          "expected %d to %d different numbers, came %d"
              .formatted(FEWEST, MOST, executions.size()));
    }
    List<Row> documents = new ArrayList<>();
    List<Row> metrics = new ArrayList<>();
    store.read(snapshot -> read(snapshot, executions, documents, metrics));
    if (documents.size() < executions.size()) {
      throw new ProblemException(
          ErrorCode.NOT_FOUND,
          "executions: there is no execution " + executions.get(documents.size()));
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>(new Comparison(documents).json());
    answer.put("metrics", Metrics.json(executions, metrics));
    JsonAnswer.send(context, json -> json.value(answer));
  }

  /** Ends at the first execution that is not there. */
  private static void read(
      Snapshot snapshot, List<Long> executions, List<Row> documents, List<Row> metrics)
      throws StoreException {
    Reader reader = new Reader(snapshot);
    for (long execution : executions) {
      Optional<Row> document = new ExecutionDocument(reader).find(execution);
      if (document.isEmpty()) {
        return;
      }
      documents.add(document.get());
    }
    metrics.addAll(reader.rows(MetricSql.of(executions)));
  }
}
