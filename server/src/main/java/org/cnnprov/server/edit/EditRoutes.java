package org.cnnprov.server.edit;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.cnnprov.event.Command;
import org.cnnprov.event.Command.Change;
import org.cnnprov.event.Command.Field;
import org.cnnprov.event.Command.Subject;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.BodyReader;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.query.dataflow.DataflowDocument;
import org.cnnprov.server.query.execution.ExecutionDocument;
import org.cnnprov.store.StoreException;

/** PATCH and DELETE of {@code /api/v1/executions/{id}} and {@code /api/v1/dataflows/{id}}. */
public final class EditRoutes implements Routes {

  private static final List<String> OF_EXECUTIONS =
      Arrays.stream(Field.values()).map(Field::text).toList();
  private static final List<String> OF_DATAFLOWS = List.of(Field.ARCHIVED.text());
  private static final List<String> TRUTHS = List.of("false", "true");

  private final Commander commander;
  private final ExecutionDocument executions;
  private final DataflowDocument dataflows;
  private final BodyReader bodies;
  private final Gate gate;

  public EditRoutes(
      Commander commander,
      ExecutionDocument executions,
      DataflowDocument dataflows,
      BodyReader bodies,
      Gate gate) {
    this.commander = commander;
    this.executions = executions;
    this.dataflows = dataflows;
    this.bodies = bodies;
    this.gate = gate;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.patch("/api/v1/executions/{id}", gate.guard(this::changeExecution), Role.WRITE);
    routes.patch("/api/v1/dataflows/{id}", gate.guard(this::changeDataflow), Role.WRITE);
    routes.delete(
        "/api/v1/executions/{id}", gate.guard(c -> remove(Subject.EXECUTION, c)), Role.ADMIN);
    routes.delete(
        "/api/v1/dataflows/{id}", gate.guard(c -> remove(Subject.DATAFLOW, c)), Role.ADMIN);
  }

  private void changeExecution(Context context)
      throws ProblemException, StoreException, IOException {
    change(Subject.EXECUTION, OF_EXECUTIONS, context);
    executions.send(context);
  }

  private void changeDataflow(Context context)
      throws ProblemException, StoreException, IOException {
    change(Subject.DATAFLOW, OF_DATAFLOWS, context);
    dataflows.send(context);
  }

  private void change(Subject subject, List<String> fields, Context context)
      throws ProblemException, StoreException, IOException {
    long id = new Parameters(context).id();
    EditBody body = EditBody.read(context, bodies, fields);
    List<Change> changes = Annotation.of(body);
    commander.carryOut(new Command.Annotate(subject, id, changes), context, body.by());
  }

  private void remove(Subject subject, Context context) throws ProblemException, StoreException {
    Parameters parameters = new Parameters(context);
    boolean force = Boolean.parseBoolean(parameters.choice("force", TRUTHS));
    Command command = new Command.Remove(subject, parameters.id(), force);
    commander.carryOut(command, context, parameters.text(EditBody.BY).orElse(null));
    context.status(HttpStatus.NO_CONTENT);
  }
}
