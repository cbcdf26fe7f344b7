package org.cnnprov.server.compat.dfanalyzer.query;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.model.Problem;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Body;
import org.cnnprov.server.http.BodyReader;
import org.cnnprov.server.http.CsvRows;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.HangUp;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.http.RowsAnswer;
import org.cnnprov.server.http.UnreadableBodyException;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.server.query.structured.CompiledQuery;
import org.cnnprov.server.query.structured.ExecutionFilter;
import org.cnnprov.server.query.structured.StructuredQueries;
import org.cnnprov.server.text.TextException;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;

/** {@code POST /query_interface/{dataflow_tag}/{dataflow_id}}. */
public final class QueryInterfaceRoutes implements Routes {

  private static final String NUMBER = "[0-9]{1,18}";

  private final StructuredQueries queries;
  private final Reader reader;
  private final BodyReader bodies;
  private final Gate gate;
  private final RowsAnswer rows;

  public QueryInterfaceRoutes(
      StructuredQueries queries, Reader reader, BodyReader bodies, Gate gate, RowsAnswer rows) {
    this.queries = queries;
    this.reader = reader;
    this.bodies = bodies;
    this.gate = gate;
    this.rows = rows;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(
        "/query_interface/{dataflow_tag}/{dataflow_id}", gate.guard(this::answer), Role.READ);
  }

  private void answer(Context context)
      throws ProblemException, QueryException, StoreException, IOException {
    QueryText text = text(context);
    CompiledQuery query = compiled(text, dataflow(context), executions(context));
    try (HangUp hangUp = HangUp.of(context)) {
      rows.sendCsv(context, CsvRows.Form.DFANALYZER, queries.query(query, hangUp::gone));
    }
  }

  private QueryText text(Context context) throws ProblemException, IOException {
    try (Body body = bodies.read(context, List.of())) {
      return QueryText.parse(QueryBody.source(body.bytes()));
    } catch (UnreadableBodyException unreadable) {
      throw new ProblemException(List.of(unreadable.problem()));
    } catch (UndecodableException undecodable) {
      throw new ProblemException(undecodable.problems());
    } catch (TextException malformed) {
      throw new ProblemException(List.of(malformed.problem()));
    }
  }

  /**
   * The dataflow of that tag. The number is its id in DfAnalyzer's documents and one of its
   * versions in its code; 0 is what clients send who know neither.
   */
  private String dataflow(Context context) throws ProblemException, StoreException {
    Parameters parameters = new Parameters(context);
    String number = context.pathParam("dataflow_id");
    if (!number.matches(NUMBER)) {
      throw parameters.notFound();
    }
    long id = Long.parseLong(number);
    Fragment sql =
        Fragment.of(
            """
            SELECT d.tag FROM public.dataflow d WHERE d.tag = ? AND (? = 0 OR d.id = ? OR EXISTS (
              SELECT 1 FROM public.dataflow_version v WHERE v.df_id = d.id AND v.version = ?))\
            """,
            context.pathParam("dataflow_tag").toLowerCase(Locale.ROOT),
            id,
            id,
            id);
    Row row = reader.row(sql).orElseThrow(parameters::notFound);
    return row.text("tag");
  }

  /** Numbers are ids, other texts tags. */
  private static ExecutionFilter executions(Context context) {
    List<Long> ids = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (String execution : context.queryParams("execution")) {
      if (execution.matches(NUMBER)) {
        ids.add(Long.valueOf(execution));
      } else {
        tags.add(execution);
      }
    }
    return new ExecutionFilter(ids, tags);
  }

  private CompiledQuery compiled(QueryText text, String dataflow, ExecutionFilter executions)
      throws ProblemException, StoreException {
    try {
      return queries.compile(text.of(dataflow, executions));
    } catch (ProblemException wrong) {
      List<Problem> placed = wrong.document().errors().stream().map(text::placed).toList();
      throw placed.isEmpty() ? wrong : new ProblemException(placed);
    }
  }
}
