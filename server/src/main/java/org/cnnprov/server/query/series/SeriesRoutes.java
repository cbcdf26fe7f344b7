package org.cnnprov.server.query.series;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.JsonWriter;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.http.SpooledAnswer;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.store.StoreException;

/** {@code /api/v1/series}. */
public final class SeriesRoutes implements Routes {

  private static final int MOST_CURVES = 1_000;
  private static final int FEWEST_POINTS = 5;
  private static final int MOST_POINTS = 100_000;
  private static final int DEFAULT_POINTS = 2_500;

  private final Reader reader;
  private final Gate gate;
  private final long answerBytes;

  /**
   * The route.
   *
   * @param answerBytes a larger answer is refused
   */
  public SeriesRoutes(Reader reader, Gate gate, long answerBytes) {
    this.reader = reader;
    this.gate = gate;
    this.answerBytes = answerBytes;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/series", gate.guard(this::answer), Role.READ);
  }

  private void answer(Context context) throws ProblemException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    Axis axis = Axis.of(parameters.choice("x", Axis.texts()));
    int points = parameters.number("points", FEWEST_POINTS, MOST_POINTS, DEFAULT_POINTS);
    List<Curve> curves = curves(parameters, axis);
    try (SpooledAnswer answer = new SpooledAnswer(answerBytes)) {
      try (JsonWriter json = new JsonWriter(answer)) {
        write(curves, axis, points, json);
      }
      context.contentType("application/json");
      answer.sendTo(context);
    }
  }

  private List<Curve> curves(Parameters parameters, Axis axis)
      throws ProblemException, StoreException {
    parameters.required("executions");
    List<Long> executions = parameters.ids("executions");
    List<String> names = parameters.names("y");
    if ((long) executions.size() * names.size() > MOST_CURVES) {
      throw Parameters.invalid("executions", "expected at most " + MOST_CURVES + " curves");
    }
    List<Curve> curves = new ArrayList<>();
    for (long execution : executions) {
      checkExists(execution);
      for (String name : names) {
        String key = name.toLowerCase(Locale.ROOT);
        curves.add(
            new Curve(execution, name, axis, CurveSource.find(reader, execution, key, axis)));
      }
    }
    return curves;
  }

  private void checkExists(long execution) throws ProblemException, StoreException {
    Fragment query =
        Fragment.of("SELECT id FROM public.dataflow_execution WHERE id = ?", execution);
    if (reader.row(query).isEmpty()) {
      throw new ProblemException(
          ErrorCode.NOT_FOUND, "executions: there is no execution " + execution);
    }
  }

  private void write(List<Curve> curves, Axis axis, int points, JsonWriter json)
      throws IOException, StoreException {
    json.beginObject();
    json.field("x", axis.text());
    json.name("series");
    json.beginArray();
    for (Curve curve : curves) {
      curve.writeTo(json, reader, points);
    }
    json.endArray();
    json.endObject();
  }
}
