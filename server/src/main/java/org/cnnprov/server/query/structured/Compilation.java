package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/**
 * Makes one statement of a query: a SELECT for each branch, their union as {@code r}, and around it
 * one that projects, groups and orders.
 */
final class Compilation {

  private final StructuredQuery query;
  private final Catalogue catalogue;
  private final Reader reader;

  Compilation(StructuredQuery query, Catalogue catalogue, Reader reader) {
    this.query = query;
    this.catalogue = catalogue;
    this.reader = reader;
  }

  CompiledQuery compile() throws ProblemException, StoreException {
    BranchSearch search = new BranchSearch(query);
    List<DataflowGraph> dataflows = catalogue.dataflows(query.scope(), search.needed());
    List<Branch> branches = search.branches(dataflows);
    List<Long> executions = executions(dataflows);
    Columns columns = new Columns(branches);
    AnswerSql answer = new AnswerSql(query, columns);
    // These name the columns that the branches must hand over.
    Fragment selected = answer.selected();
    Fragment rest = answer.rest();
    List<Fragment> selects = new ArrayList<>();
    for (Branch branch : branches) {
      selects.add(new BranchSql(branch, query.mapping(), columns, executions).select(query));
    }
    Fragment whole =
        Fragment.of("SELECT ")
            .then(selected)
            .then("\nFROM (\n")
            .then(Fragment.joined("\nUNION ALL\n", selects))
            .then("\n) r")
            .then(rest);
    Long limit = query.limit();
    return new CompiledQuery(
        whole.sql(), whole.parameters(), limit == null ? Long.MAX_VALUE : limit);
  }

  private List<Long> executions(List<DataflowGraph> dataflows)
      throws ProblemException, StoreException {
    ExecutionFilter wanted = query.executions();
    if (wanted.isAll()) {
      return List.of();
    }
    List<Object> ids = new ArrayList<>(wanted.ids());
    Fragment where = Fragment.of(" AND (id IN (").then(Catalogue.values(ids)).then(")");
    if (ids.isEmpty()) {
      where = Fragment.of(" AND (false");
    }
    if (!wanted.tags().isEmpty()) {
      where = where.then(" OR tag IN (").then(Catalogue.values(wanted.tags())).then(")");
    }
    Fragment select =
        Fragment.of("SELECT id, tag FROM public.dataflow_execution WHERE df_id IN (")
            .then(Catalogue.values(dataflows.stream().map(DataflowGraph::id).toList()))
            .then(")")
            .then(where)
            .then(")");
    List<Row> found = reader.rows(select);
    checkFound(wanted, found, dataflows);
    return found.stream().map(row -> row.number("id")).sorted().toList();
  }

  private static void checkFound(
      ExecutionFilter wanted, List<Row> found, List<DataflowGraph> dataflows)
      throws ProblemException {
    Set<Object> missing = new LinkedHashSet<>(wanted.ids());
    missing.addAll(wanted.tags());
    for (Row row : found) {
      missing.remove(row.number("id"));
      missing.remove(row.text("tag"));
    }
    if (!missing.isEmpty()) {
      throw Refusal.of(
          ErrorCode.UNKNOWN_EXECUTION,
          "/execution",
          "there is no execution %s of dataflow %s"
              .formatted(
                  missing.iterator().next(),
                  dataflows.stream()
                      .map(DataflowGraph::tag)
                      .limit(5)
                      .collect(Collectors.joining(", "))));
    }
  }
}
