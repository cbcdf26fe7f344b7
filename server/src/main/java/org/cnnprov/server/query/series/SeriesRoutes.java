package org.cnnprov.server.query.series;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Points of several curves that are in memory at once. */
  private static final long POINTS_HELD = 200_000;

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
    CurveFinder finder = new CurveFinder(reader, axis);
    List<Curve> curves = curves(parameters, finder);
    Map<Curve, Extent> extents = finder.extents(curves);
    try (SpooledAnswer answer = new SpooledAnswer(answerBytes)) {
      try (JsonWriter json = new JsonWriter(answer)) {
        json.beginObject();
        json.field("x", axis.text());
        json.name("series");
        json.beginArray();
        write(curves, extents, new CurveReader(reader, points), json);
        json.endArray();
        json.endObject();
      }
      context.contentType("application/json");
      answer.sendTo(context);
    }
  }

  private List<Curve> curves(Parameters parameters, CurveFinder finder)
      throws ProblemException, StoreException {
    parameters.required("executions");
    List<Long> executions = parameters.ids("executions");
    List<String> names = parameters.names("y");
    if ((long) executions.size() * names.size() > MOST_CURVES) {
      throw Parameters.invalid("executions", "expected at most " + MOST_CURVES + " curves");
    }
    checkExist(executions);
    return finder.curves(executions, names);
  }

  private void checkExist(List<Long> executions) throws ProblemException, StoreException {
    String marks = String.join(", ", Collections.nCopies(executions.size(), "?"));
    Fragment query =
        Fragment.of(
            "SELECT id FROM public.dataflow_execution WHERE id IN (" + marks + ")",
            executions.toArray());
    Set<Long> found = new HashSet<>();
    reader.rows(query).forEach(row -> found.add(row.number("id")));
    for (long execution : executions) {
      if (!found.contains(execution)) {
        throw new ProblemException(
            ErrorCode.NOT_FOUND, "executions: there is no execution " + execution);
      }
    }
  }

  /** Writes them in their order, and holds the points of some at a time. */
  private void write(
      List<Curve> curves, Map<Curve, Extent> extents, CurveReader points, JsonWriter json)
      throws IOException, StoreException {
    List<Curve> some = new ArrayList<>();
    long held = 0;
    for (Curve curve : curves) {
      some.add(curve);
      held += points.size(extents.getOrDefault(curve, Extent.EMPTY));
      if (held > POINTS_HELD) {
        writeSome(some, extents, points, json);
        some.clear();
        held = 0;
      }
    }
    writeSome(some, extents, points, json);
  }

  private static void writeSome(
      List<Curve> curves, Map<Curve, Extent> extents, CurveReader reader, JsonWriter json)
      throws IOException, StoreException {
    Map<Curve, Points> points = reader.read(curves, extents);
    for (Curve curve : curves) {
      Points ofCurve = points.getOrDefault(curve, Points.none());
      json.beginObject();
      json.field("execution", curve.execution());
      json.field("name", curve.name());
      json.field("x", ofCurve.x());
      json.field("y", ofCurve.y());
      json.field("points_total", extents.getOrDefault(curve, Extent.EMPTY).total());
      json.endObject();
    }
  }
}
