package org.cnnprov.server.compat.dfanalyzer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.JsonAnswer;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/** {@code /api/dataflows/list}: all dataflows, with their tags in lower case. */
public final class DataflowList implements Routes {

  private final Reader reader;
  private final Gate gate;

  public DataflowList(Reader reader, Gate gate) {
    this.reader = reader;
    this.gate = gate;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/dataflows/list", gate.guard(this::list), Role.READ);
  }

  private void list(Context context) throws StoreException, IOException {
    List<Map<String, @Nullable Object>> dataflows =
        reader.rows(Fragment.of("SELECT id, tag FROM public.dataflow ORDER BY id")).stream()
            .map(Row::values)
            .toList();
    JsonAnswer.send(context, json -> json.value(dataflows));
  }
}
