package org.cnnprov.server.query.lineage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnprov.server.query.Fragment;

/**
 * What a node is called: {@code file.12}, {@code content.12} (what file 12 holds), {@code task.3},
 * {@code adaptation.4}, {@code element.5.6} (row 6 of set 5); {@code entity.7}, {@code activity.8}
 * and {@code agent.9} of imported provenance.
 *
 * @param set of an element
 */
record NodeName(String kind, Optional<Long> set, long id) {

  private static final Pattern FORM =
      Pattern.compile("(file|content|task|adaptation|entity|activity|agent)\\.([0-9]{1,18})");
  private static final Pattern ELEMENT = Pattern.compile("element\\.([0-9]{1,18})\\.([0-9]{1,18})");

  static Optional<NodeName> parse(String text) {
    Matcher element = ELEMENT.matcher(text);
    if (element.matches()) {
      return Optional.of(
          new NodeName(
              "element",
              Optional.of(Long.valueOf(element.group(1))),
              Long.parseLong(element.group(2))));
    }
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new NodeName(form.group(1), Optional.empty(), Long.parseLong(form.group(2))))
        : Optional.empty();
  }

  /** Where a walk from it begins, in SQL: rows of kind and id; none where it is not there. */
  Fragment start(long execution) {
    return switch (kind) {
      case "file" -> Start.ofFiles(execution, Fragment.of("f.id = ?", id));
      case "content" ->
          Fragment.of(
              """
              SELECT DISTINCT 'content' AS kind, coalesce(CASE WHEN i.source_kind = 'content' THEN
                  i.source_id END, i.id) AS id
              FROM influence i JOIN public.file f ON f.id = CASE i.kind
                WHEN 'content' THEN i.source_id ELSE i.file_id END
              JOIN public.task t ON t.id = f.task_id
              WHERE (i.kind = 'content' OR i.source_kind = 'content')
                AND f.id = ? AND t.execution_id = ?""",
              id,
              execution);
      case "task" ->
          Fragment.of(
              "SELECT 'task' AS kind, id FROM public.task WHERE id = ? AND execution_id = ?",
              id,
              execution);
      case "adaptation" ->
          Fragment.of(
              "SELECT 'adaptation' AS kind, id FROM public.training_adaptation"
                  + " WHERE id = ? AND execution_id = ?",
              id,
              execution);
      case "entity", "activity", "agent" ->
          Fragment.of(
              "SELECT kind, id FROM public.prov_statement WHERE id = ? AND kind = ?", id, kind);
      default -> throw new IllegalStateException("an element begins in its own table");
    };
  }
}
