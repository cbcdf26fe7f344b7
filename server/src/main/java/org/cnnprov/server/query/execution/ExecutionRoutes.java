package org.cnnprov.server.query.execution;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Page;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/executions}, {@code /executions/{id}} and {@code /executions/{id}/tasks}. */
public final class ExecutionRoutes implements Routes {

  private final Reader reader;
  private final ExecutionDocument document;
  private final Gate gate;

  public ExecutionRoutes(Reader reader, ExecutionDocument document, Gate gate) {
    this.reader = reader;
    this.document = document;
    this.gate = gate;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/executions", gate.guard(this::list), Role.READ);
    routes.get("/api/v1/executions/{id}", gate.guard(document::send), Role.READ);
    routes.get("/api/v1/executions/{id}/tasks", gate.guard(this::tasks), Role.READ);
  }

  private void list(Context context) throws ProblemException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    ExecutionList list = ExecutionList.of(parameters);
    Optional<String> names = parameters.text("columns");
    if (names.isPresent()) {
      Columns columns = Columns.parse(names.get());
      send(context, list, reader.rows(columns.of(list.select())), columns::values);
    } else {
      Fragment chosen = list.select();
      String keys = keys(list.order());
      List<Row> rows = reader.rows(ExecutionSql.summaries(chosen, keys));
      send(context, list, rows, row -> withoutKeys(row, list.order()));
    }
  }

  private interface Item {
    Map<String, @Nullable Object> of(Row row);
  }

  private static void send(Context context, ExecutionList list, List<Row> rows, Item item)
      throws IOException {
    new Page<>(rows, list.limit(), list.purpose()).send(context, list.order()::place, item::of);
  }

  private void tasks(Context context) throws ProblemException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    long id = parameters.id();
    int limit = parameters.limit();
    String purpose = "tasks " + id;
    var cursor = parameters.cursor(purpose);
    long after = cursor.isPresent() ? cursor.get().number(0) : 0;
    List<Row> tasks = reader.rows(TaskSql.page(id, after, limit + 1L));
    if (tasks.isEmpty() && reader.row(TaskSql.execution(id)).isEmpty()) {
      throw parameters.notFound();
    }
    new Page<>(tasks, limit, purpose).send(context, row -> List.of(row.number("id")), Row::values);
  }

  private static String keys(Order order) {
    StringBuilder keys = new StringBuilder();
    order.keyColumns().forEach(column -> keys.append(", chosen.").append(column));
    return keys.append(' ').toString();
  }

  private static Map<String, @Nullable Object> withoutKeys(Row row, Order order) {
    Map<String, @Nullable Object> item = ExecutionJson.summary(row);
    order.keyColumns().forEach(item::remove);
    return item;
  }
}
