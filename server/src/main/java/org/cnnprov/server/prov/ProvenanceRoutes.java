package org.cnnprov.server.prov;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;

/** {@code /api/v1/executions/{id}/provenance} and {@code /api/v1/dataflows/{id}/plan}. */
public final class ProvenanceRoutes implements Routes {

  private final Documents documents;
  private final Gate gate;
  private final DocumentAnswer answer;

  public ProvenanceRoutes(Documents documents, Gate gate, DocumentAnswer answer) {
    this.documents = documents;
    this.gate = gate;
    this.answer = answer;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/executions/{id}/provenance", gate.guard(this::execution), Role.READ);
    routes.get("/api/v1/dataflows/{id}/plan", gate.guard(this::plan), Role.READ);
  }

  private void execution(Context context)
      throws ProblemException, QueryException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    long id = parameters.id();
    Detail detail = Detail.of(parameters.choice("detail", Detail.TEXTS));
    answer.send(
        context,
        parameters,
        (unwanted, opening) -> documents.execution(id, detail, unwanted, opening));
  }

  private void plan(Context context)
      throws ProblemException, QueryException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    long id = parameters.id();
    answer.send(context, parameters, (unwanted, opening) -> documents.plan(id, unwanted, opening));
  }
}
