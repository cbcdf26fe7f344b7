package org.cnnprov.server.query.lineage;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.HangUp;
import org.cnnprov.server.http.JsonAnswer;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;

/** {@code /api/v1/executions/{id}/lineage}. */
public final class LineageRoutes implements Routes {

  private static final int DEFAULT_DEPTH = 20;
  private static final int LARGEST_DEPTH = 1_000;
  private static final int DEFAULT_NODES = 1_000;
  private static final int MOST_NODES = 10_000;

  private final Reader reader;
  private final Gate gate;
  private final Duration timeLimit;

  /**
   * The route.
   *
   * @param timeLimit of a walk
   */
  public LineageRoutes(Reader reader, Gate gate, Duration timeLimit) {
    this.reader = reader;
    this.gate = gate;
    this.timeLimit = timeLimit;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/executions/{id}/lineage", gate.guard(this::answer), Role.READ);
  }

  private void answer(Context context)
      throws ProblemException, QueryException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    long execution = parameters.id();
    Direction direction = Direction.of(parameters.choice("direction", Direction.texts()));
    int depth = parameters.number("depth", 1, LARGEST_DEPTH, DEFAULT_DEPTH);
    int limit = parameters.number("limit", 1, MOST_NODES, DEFAULT_NODES);
    Start start = Start.of(parameters, execution, reader);
    boolean imported =
        reader.row(Fragment.of("SELECT id FROM public.prov_document LIMIT 1")).isPresent();
    Fragment sql = LineageSql.of(start, direction, depth, limit, imported);
    Row found;
    try (HangUp hangUp = HangUp.of(context)) {
      found =
          reader
              .rows(
                  new Query(
                      sql.sql(), sql.parameters(), false, timeLimit, Long.MAX_VALUE, hangUp::gone))
              .get(0);
    }
    List<Row> nodes = found.list("nodes");
    if (nodes.isEmpty()) {
      checkExists(parameters, execution);
      start.checkFound(execution);
    }
    JsonAnswer.send(
        context,
        json -> {
          json.beginObject();
          json.field("execution", execution);
          json.field("direction", direction.text());
          json.field("depth", depth);
          json.field("nodes", nodes.stream().map(Row::values).toList());
          json.field("edges", found.list("edges").stream().map(Row::values).toList());
          json.field("truncated", found.number("reached") > nodes.size());
          json.endObject();
        });
  }

  private void checkExists(Parameters parameters, long execution)
      throws ProblemException, StoreException {
    Fragment query =
        Fragment.of("SELECT id FROM public.dataflow_execution WHERE id = ?", execution);
    if (reader.row(query).isEmpty()) {
      throw parameters.notFound();
    }
  }
}
