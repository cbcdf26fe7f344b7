package org.cnnprov.server.edit;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cnnprov.event.Command;
import org.cnnprov.event.Command.QueryKind;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.BodyReader;
import org.cnnprov.server.http.Cursor;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.JsonAnswer;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Page;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/** {@code /api/v1/queries}: queries that people keep under a name. */
public final class SavedQueryRoutes implements Routes {

  private static final String PURPOSE = "queries";
  private static final List<String> MEMBERS = List.of("name", "kind", "text");
  private static final List<String> KINDS =
      Arrays.stream(QueryKind.values()).map(QueryKind::text).toList();
  private static final String SELECT =
      "SELECT id, name, kind, text, created_by, created_at FROM public.saved_query";

  private final Commander commander;
  private final Reader reader;
  private final BodyReader bodies;
  private final Gate writing;
  private final Gate reading;

  public SavedQueryRoutes(
      Commander commander, Reader reader, BodyReader bodies, Gate writing, Gate reading) {
    this.commander = commander;
    this.reader = reader;
    this.bodies = bodies;
    this.writing = writing;
    this.reading = reading;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/queries", reading.guard(this::list), Role.READ);
    routes.post("/api/v1/queries", writing.guard(this::save), Role.WRITE);
    routes.delete("/api/v1/queries/{id}", writing.guard(this::remove), Role.WRITE);
  }

  private void list(Context context) throws ProblemException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    int limit = parameters.limit();
    Optional<Cursor> cursor = parameters.cursor(PURPOSE);
    long before = cursor.isPresent() ? cursor.get().number(0) : Long.MAX_VALUE;
    Fragment query =
        Fragment.of(SELECT + " WHERE id < ? ORDER BY id DESC LIMIT ?", before, limit + 1L);
    new Page<>(reader.rows(query), limit, PURPOSE)
        .send(context, row -> List.of(row.number("id")), Row::values);
  }

  private void save(Context context) throws ProblemException, StoreException, IOException {
    EditBody body = EditBody.read(context, bodies, MEMBERS);
    long id = commander.carryOut(command(body), context, body.by());
    Row saved = reader.row(Fragment.of(SELECT + " WHERE id = ?", id)).orElseThrow();
    context.status(HttpStatus.CREATED).header("Location", "/api/v1/queries/" + id);
    JsonAnswer.send(context, json -> json.value(saved.values()));
  }

  private static Command command(EditBody body) throws ProblemException {
    String name = body.required("name");
    String kind = body.required("kind");
    String text = body.required("text");
    body.by();
    if (body.has("kind") && !KINDS.contains(kind)) {
      body.problems()
          .add(
              ErrorCode.UNKNOWN_VALUE,
              "/kind",
              "expected one of %s, came '%s'".formatted(KINDS, kind));
    }
    body.throwIfWrong();
    try {
      return new Command.SaveQuery(
          new Name(name), QueryKind.valueOf(kind.toUpperCase(Locale.ROOT)), text);
    } catch (InvalidValueException invalid) {
      String pointer = invalid.code() == ErrorCode.INVALID_NAME ? "/name" : "/text";
      throw new ProblemException(List.of(invalid.at(pointer)));
    }
  }

  private void remove(Context context) throws ProblemException, StoreException {
    Parameters parameters = new Parameters(context);
    String by = parameters.text(EditBody.BY).orElse(null);
    commander.carryOut(new Command.RemoveQuery(parameters.id()), context, by);
    context.status(HttpStatus.NO_CONTENT);
  }
}
