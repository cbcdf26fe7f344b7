package org.cnnprov.server.query.lineage;

import java.util.Locale;
import java.util.Optional;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.store.StoreException;

/**
 * Where a walk begins.
 *
 * @param nodes SQL for the nodes, rows of kind and id; it may use the relation {@code influence}
 * @param edges SQL for edges beside those of {@code influence}; {@link Fragment#NOTHING} for none
 * @param set the set of an element
 * @param sought what has to be there; empty for whatever an execution has
 */
record Start(Fragment nodes, Fragment edges, Optional<ElementTable> set, Optional<String> sought) {

  private static Start of(Fragment nodes, String sought) {
    return new Start(nodes, Fragment.NOTHING, Optional.empty(), Optional.of(sought));
  }

  /** What the parameters {@code file} or {@code node} name; without them, the execution. */
  static Start of(Parameters parameters, long execution, Reader reader)
      throws ProblemException, StoreException {
    Optional<String> file = parameters.text("file");
    Optional<String> node = parameters.text("node");
    if (file.isPresent() && node.isPresent()) {
      throw Parameters.invalid("node", "expected either file or node, came both");
    }
    if (file.isPresent()) {
      return of(ofFile(execution, file.get()), "file '" + file.get() + "'");
    }
    if (node.isEmpty()) {
      Fragment tasks =
          Fragment.of(
              "SELECT 'task' AS kind, id FROM public.task WHERE execution_id = ?", execution);
      return new Start(tasks, Fragment.NOTHING, Optional.empty(), Optional.empty());
    }
    NodeName name =
        NodeName.parse(node.get())
            .orElseThrow(
                () ->
                    Parameters.invalid(
                        "node",
                        "expected file.12, content.12, task.12, adaptation.12, element.5.12"
                            + " (row 12 of set 5), entity.12, activity.12 or agent.12, came '%s'"
                                .formatted(node.get())));
    String shown = "node '" + node.get() + "'";
    if (name.set().isEmpty()) {
      return of(name.start(execution), shown);
    }
    ElementTable table =
        ElementTable.find(reader, name.set().get(), execution)
            .orElseThrow(() -> absent(shown, execution));
    return new Start(
        table.start(name.id(), execution),
        table.edges(name.id()),
        Optional.of(table),
        Optional.of(shown));
  }

  /** Files that were read begin with their content, as other readers of it do. */
  static Fragment ofFiles(long execution, Fragment condition) {
    return Fragment.of(
            """
            SELECT coalesce(i.source_kind, 'file') AS kind, coalesce(i.source_id, f.id) AS id
            FROM public.file f JOIN public.task t ON t.id = f.task_id AND t.execution_id = ?
            LEFT JOIN influence i ON i.file_id = f.id WHERE\s""",
            execution)
        .then(condition);
  }

  /** Refuses where it was not found. */
  void checkFound(long execution) throws ProblemException {
    if (sought.isPresent()) {
      throw absent(sought.get(), execution);
    }
  }

  private static ProblemException absent(String sought, long execution) {
    return new ProblemException(
        ErrorCode.NOT_FOUND, "execution %d has no %s".formatted(execution, sought));
  }

  /** By the hash of its content, its name, or its path. */
  private static Fragment ofFile(long execution, String text) {
    String hash = text.toLowerCase(Locale.ROOT);
    if (hash.matches("[0-9a-f]{64}")) {
      return ofFiles(execution, Fragment.of("lower(f.sha256) = ?", hash));
    }
    return ofFiles(
        execution, Fragment.of("? IN (f.name, rtrim(f.path, '/') || '/' || f.name, f.path)", text));
  }
}
