package org.cnnprov.server.query.sql;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Accept;
import org.cnnprov.server.http.Body;
import org.cnnprov.server.http.BodyReader;
import org.cnnprov.server.http.CsvRows;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.JsonRows;
import org.cnnprov.server.http.JsonWriter;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.http.SpooledAnswer;
import org.cnnprov.server.http.UnreadableBodyException;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;

/** {@code POST /api/v1/sql}, as JSON or CSV. */
public final class SqlRoutes implements Routes {

  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";

  private final Store store;
  private final BodyReader bodies;
  private final Gate gate;
  private final Duration timeLimit;
  private final long largestLimit;
  private final long answerBytes;

  /**
   * The route.
   *
   * @param timeLimit of a statement
   * @param largestLimit rows that may be asked for
   * @param answerBytes a larger answer is refused
   */
  public SqlRoutes(
      Store store,
      BodyReader bodies,
      Gate gate,
      Duration timeLimit,
      long largestLimit,
      long answerBytes) {
    this.store = store;
    this.bodies = bodies;
    this.gate = gate;
    this.timeLimit = timeLimit;
    this.largestLimit = largestLimit;
    this.answerBytes = answerBytes;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/sql", gate.guard(this::answer), Role.READ);
  }

  private void answer(Context context)
      throws ProblemException, QueryException, StoreException, IOException {
    String type = Accept.choose(context, List.of(JSON, CSV));
    Query query = query(context);
    try (SpooledAnswer answer = new SpooledAnswer(answerBytes)) {
      if (type.equals(CSV)) {
        writeCsv(query, answer, context);
      } else {
        writeJson(query, answer, context);
      }
      answer.sendTo(context);
    }
  }

  private Query query(Context context) throws ProblemException, IOException {
    try (Body body = bodies.read(context, Optional.of(JSON))) {
      SqlRequest request = SqlRequest.parse(body.bytes(), largestLimit);
      return Query.foreign(request.sql(), request.parameters(), timeLimit, request.limit());
    } catch (UnreadableBodyException unreadable) {
      throw new ProblemException(List.of(unreadable.problem()));
    }
  }

  private void writeJson(Query query, SpooledAnswer answer, Context context)
      throws ProblemException, QueryException, StoreException, IOException {
    try (JsonWriter json = new JsonWriter(answer)) {
      run(query, new JsonRows(json));
    }
    context.contentType(JSON);
  }

  private void writeCsv(Query query, SpooledAnswer answer, Context context)
      throws ProblemException, QueryException, StoreException {
    CsvRows rows = new CsvRows(answer);
    run(query, rows);
    context.contentType(CSV + "; charset=utf-8");
    context.header("X-Truncated", Boolean.toString(rows.truncated()));
  }

  private void run(Query query, RowSink sink)
      throws ProblemException, QueryException, StoreException {
    try {
      store.query(query, sink);
    } catch (UncheckedIOException failed) {
      if (failed.getCause() instanceof SpooledAnswer.TooLargeException tooLarge) {
        throw tooLarge.problem();
      }
      throw failed;
    }
  }
}
