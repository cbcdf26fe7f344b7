package org.cnnprov.server.query.dataflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Cursor;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.query.Archived;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Page;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/** {@code /api/v1/dataflows} and {@code /api/v1/dataflows/{id}}. */
public final class DataflowRoutes implements Routes {

  private static final String PURPOSE = "dataflows";

  private final Reader reader;
  private final DataflowDocument document;
  private final Gate gate;

  public DataflowRoutes(Reader reader, DataflowDocument document, Gate gate) {
    this.reader = reader;
    this.document = document;
    this.gate = gate;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/dataflows", gate.guard(this::list), Role.READ);
    routes.get("/api/v1/dataflows/{id}", gate.guard(document::send), Role.READ);
  }

  private void list(Context context) throws ProblemException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    int limit = parameters.limit();
    Archived archived = Archived.of(parameters);
    Fragment query =
        Fragment.of(DataflowSql.LIST).then(" WHERE ").then(archived.condition("d.archived"));
    Optional<String> tag = parameters.text("tag");
    if (tag.isPresent()) {
      query = query.then(" AND d.tag = ?", tag.get().toLowerCase(Locale.ROOT));
    }
    Optional<Cursor> cursor = parameters.cursor(PURPOSE);
    if (cursor.isPresent()) {
      query = query.then(" AND d.id < ?", cursor.get().number(0));
    }
    query = query.then(" ORDER BY d.id DESC LIMIT ?", limit + 1L);
    new Page<>(reader.rows(query), limit, PURPOSE)
        .send(context, row -> List.of(row.number("id")), Row::values);
  }
}
