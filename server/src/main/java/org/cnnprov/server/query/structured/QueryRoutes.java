package org.cnnprov.server.query.structured;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Accept;
import org.cnnprov.server.http.Body;
import org.cnnprov.server.http.BodyReader;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.HangUp;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.http.RowsAnswer;
import org.cnnprov.server.http.UnreadableBodyException;
import org.cnnprov.server.query.RowLimit;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;

/** {@code POST /api/v1/query}, as JSON, CSV, Parquet or Arrow. */
public final class QueryRoutes implements Routes {

  private final StructuredQueries queries;
  private final BodyReader bodies;
  private final Gate gate;
  private final RowLimit rowLimit;
  private final RowsAnswer rows;

  public QueryRoutes(
      StructuredQueries queries, BodyReader bodies, Gate gate, RowLimit rowLimit, RowsAnswer rows) {
    this.queries = queries;
    this.bodies = bodies;
    this.gate = gate;
    this.rowLimit = rowLimit;
    this.rows = rows;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/query", gate.guard(this::answer), Role.READ);
  }

  private void answer(Context context)
      throws ProblemException, QueryException, StoreException, IOException {
    String type = Accept.choose(context, RowsAnswer.TYPES);
    CompiledQuery compiled = queries.compile(query(context));
    try (HangUp hangUp = HangUp.of(context)) {
      rows.send(
          context,
          type,
          queries.query(compiled, hangUp::gone),
          json -> {
            json.field("sql", compiled.sql());
            json.field("parameters", compiled.parameters());
          });
    }
  }

  private StructuredQuery query(Context context) throws ProblemException, IOException {
    try (Body body = bodies.read(context, List.of(RowsAnswer.JSON))) {
      return QueryJson.parse(body, rowLimit);
    } catch (UnreadableBodyException unreadable) {
      throw new ProblemException(List.of(unreadable.problem()));
    }
  }
}
