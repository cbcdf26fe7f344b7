package org.cnnprov.server.query.sql;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
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
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;

/** {@code POST /api/v1/sql}, as JSON, CSV, Parquet or Arrow. */
public final class SqlRoutes implements Routes {

  private final BodyReader bodies;
  private final Gate gate;
  private final Duration timeLimit;
  private final RowLimit rowLimit;
  private final RowsAnswer rows;

  public SqlRoutes(
      BodyReader bodies, Gate gate, Duration timeLimit, RowLimit rowLimit, RowsAnswer rows) {
    this.bodies = bodies;
    this.gate = gate;
    this.timeLimit = timeLimit;
    this.rowLimit = rowLimit;
    this.rows = rows;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/sql", gate.guard(this::answer), Role.READ);
  }

  private void answer(Context context)
      throws ProblemException, QueryException, StoreException, IOException {
    String type = Accept.choose(context, RowsAnswer.TYPES);
    SqlRequest request = request(context);
    try (HangUp hangUp = HangUp.of(context)) {
      Query query =
          Query.foreign(
              request.sql(), request.parameters(), timeLimit, request.limit(), hangUp::gone);
      rows.send(context, type, query, json -> {});
    }
  }

  private SqlRequest request(Context context) throws ProblemException, IOException {
    try (Body body = bodies.read(context, List.of(RowsAnswer.JSON))) {
      return SqlRequest.parse(body, rowLimit);
    } catch (UnreadableBodyException unreadable) {
      throw new ProblemException(List.of(unreadable.problem()));
    }
  }
}
