package org.cnnprov.server.prov;

import java.util.List;
import java.util.Optional;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * The execution that a document is about.
 *
 * @param dataflow its tag in lower case
 * @param version of the plan: the newest one that was declared before the execution ended
 */
record Subject(
    long id,
    String execution,
    long dataflowId,
    String dataflow,
    String dataflowName,
    long version,
    @Nullable String resumedDataflow,
    @Nullable String resumedExecution) {

  private static final String SQL =
      """
      SELECT e.id, e.tag, d.id, d.tag, d.name,
        greatest(1,
          (SELECT max(v.version) FROM public.dataflow_version v
            WHERE v.df_id = d.id AND (e.ended_at IS NULL OR v.recorded_at <= e.ended_at)),
          (SELECT max(t.df_version) FROM public.task t WHERE t.execution_id = e.id)),
        e.resumed_dataflow, e.resumed_execution
      FROM public.dataflow_execution e JOIN public.dataflow d ON d.id = e.df_id
      WHERE e.id = ?""";

  static Optional<Subject> find(Rows rows, long id) throws StoreException, QueryException {
    List<Cells> found = rows.all(Fragment.of(SQL, id));
    return found.stream().findFirst().map(Subject::of);
  }

  private static Subject of(Cells row) {
    return new Subject(
        row.number(0),
        row.text(1),
        row.number(2),
        row.text(3),
        row.text(4),
        row.number(5),
        row.textOrNull(6),
        row.textOrNull(7));
  }
}
