package org.cnnprov.server.query.set;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Cursor;
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

/** {@code /api/v1/sets/{id}/elements}. */
public final class ElementRoutes implements Routes {

  private final Reader reader;
  private final Gate gate;

  public ElementRoutes(Reader reader, Gate gate) {
    this.reader = reader;
    this.gate = gate;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/sets/{id}/elements", gate.guard(this::page), Role.READ);
  }

  private void page(Context context) throws ProblemException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    int limit = parameters.limit();
    boolean newest = parameters.choice("order", List.of("newest", "oldest")).equals("newest");
    SetTable table = SetTable.find(reader, parameters.id()).orElseThrow(parameters::notFound);
    String purpose = "elements " + parameters.id() + (newest ? " newest" : " oldest");
    Fragment query = table.selectElements();
    Optional<Long> execution = parameters.id("execution");
    if (execution.isPresent()) {
      query = query.then(" AND k.execution_id = ?", execution.get());
    }
    Optional<Cursor> cursor = parameters.cursor(purpose);
    if (cursor.isPresent()) {
      query = query.then(newest ? " AND t.id < ?" : " AND t.id > ?", cursor.get().number(0));
    }
    query = query.then(" ORDER BY t.id" + (newest ? " DESC" : "") + " LIMIT ?", limit + 1L);
    new Page<>(reader.rows(query), limit, purpose)
        .send(context, row -> List.of(row.number("id")), row -> element(row, table));
  }

  private static Map<String, @Nullable Object> element(Row row, SetTable table) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    List<SetTable.Attribute> attributes = table.attributes();
    for (int index = 0; index < attributes.size(); index++) {
      values.put(attributes.get(index).name(), row.value(SetTable.alias(index)));
    }
    Map<String, @Nullable Object> element = new LinkedHashMap<>();
    element.put("id", row.value("id"));
    element.put("execution", row.value("execution"));
    element.put("task", row.value("task"));
    element.put("values", values);
    return element;
  }
}
