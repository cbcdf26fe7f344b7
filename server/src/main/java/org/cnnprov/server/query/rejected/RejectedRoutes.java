package org.cnnprov.server.query.rejected;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Cursor;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.JsonAnswer;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.query.Page;
import org.cnnprov.store.Refusal;
import org.cnnprov.store.Refusals;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/rejected} and {@code /api/v1/rejected/{id}}. */
public final class RejectedRoutes implements Routes {

  private static final String PURPOSE = "rejected";

  private final Refusals refusals;
  private final Gate gate;

  public RejectedRoutes(Refusals refusals, Gate gate) {
    this.refusals = refusals;
    this.gate = gate;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/rejected", gate.guard(this::list), Role.READ);
    routes.get("/api/v1/rejected/{id}", gate.guard(this::one), Role.ADMIN);
  }

  private void list(Context context) throws ProblemException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    int limit = parameters.limit();
    Optional<Cursor> cursor = parameters.cursor(PURPOSE);
    long before = cursor.isPresent() ? cursor.get().number(0) : Long.MAX_VALUE;
    new Page<>(refusals.page(before, limit + 1), limit, PURPOSE)
        .send(context, RejectedRoutes::place, RefusalJson::summary);
  }

  private void one(Context context) throws ProblemException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    Refusal refusal = refusals.find(parameters.id()).orElseThrow(parameters::notFound);
    Map<String, @Nullable Object> answer = RefusalJson.whole(refusal);
    JsonAnswer.send(context, json -> json.value(answer));
  }

  private static List<@Nullable Object> place(Refusal refusal) {
    return List.of(refusal.id());
  }
}
