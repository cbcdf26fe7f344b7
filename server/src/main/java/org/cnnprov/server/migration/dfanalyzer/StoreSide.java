package org.cnnprov.server.migration.dfanalyzer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks the store what it has of the dump. */
final class StoreSide {

  /** Parameters of one statement. */
  private static final int SLICE = 500;

  private static final String IMPORTED =
      "(SELECT execution_id FROM public.execution_tag WHERE name = '%s' AND value = ?)"
          .formatted(Beginnings.LABEL);

  private final ServerConnection server;
  private final String dump;
  private final List<String> dataflows;

  StoreSide(ServerConnection server, String dump, Collection<String> dataflows) {
    this.server = server;
    this.dump = dump;
    this.dataflows =
        dataflows.stream().map(tag -> tag.toLowerCase(Locale.ROOT)).distinct().toList();
  }

  /** The executions of the dumps' dataflows, by dataflow and tag, and which dump each is from. */
  Map<List<String>, String> origins() throws ImportException {
    Map<List<String>, String> origins = new HashMap<>();
    String sql =
        """
        SELECT d.tag, e.tag, max(g.value) FROM public.dataflow_execution e
        JOIN public.dataflow d ON d.id = e.df_id
        LEFT JOIN public.execution_tag g ON g.execution_id = e.id AND g.name = '%s'
        WHERE d.tag IN (%s) GROUP BY d.tag, e.tag"""
            .formatted(Beginnings.LABEL, marks(dataflows.size()));
    for (List<@Nullable String> row : server.select(sql, dataflows)) {
      String value = row.get(2);
      origins.put(List.of(text(row, 0), text(row, 1)), value == null ? "" : value);
    }
    return origins;
  }

  /** How far the store is with each producer. */
  void lookUp(Collection<Producer> producers) throws ImportException {
    Map<String, Producer> byId = new HashMap<>();
    producers.forEach(producer -> byId.put(producer.id.toString(), producer));
    List<String> ids = new ArrayList<>(byId.keySet());
    for (int from = 0; from < ids.size(); from += SLICE) {
      List<String> slice = ids.subList(from, Math.min(ids.size(), from + SLICE));
      String sql = "SELECT id, stored FROM public.producer WHERE id IN (%s)";
      for (List<@Nullable String> row : server.select(sql.formatted(marks(slice.size())), slice)) {
        UUID id = UUID.fromString(text(row, 0));
        Objects.requireNonNull(byId.get(id.toString())).stored = number(row, 1);
      }
    }
  }

  /** How many rows the store has of each fixed table, of what the dump brings. */
  Map<String, Long> fixedTables() throws ImportException {
    Map<String, Long> counts = new LinkedHashMap<>();
    String ofDataflows =
        "JOIN public.dataflow d ON d.id = %s WHERE d.tag IN (" + marks(dataflows.size()) + ")";
    counts.put("dataflow", count("dataflow d WHERE d.tag IN (" + marks(dataflows.size()) + ")"));
    for (String table : List.of("dataflow_version", "data_transformation", "data_set", "program")) {
      counts.put(table, count(table + " x " + ofDataflows.formatted("x.df_id")));
    }
    for (String table :
        List.of("data_dependency", "attribute", "extractor", "extractor_combination")) {
      String join = " x JOIN public.data_set s ON s.id = x.ds_id ";
      counts.put(table, count(table + join + ofDataflows.formatted("s.df_id")));
    }
    String uses = "use_program x JOIN public.data_transformation t ON t.id = x.dt_id ";
    counts.put("use_program", count(uses + ofDataflows.formatted("t.df_id")));
    counts.put("dataflow_execution", imported("count(*)", "dataflow_execution x", "x.id"));
    counts.put(
        "data_scientist",
        imported("count(DISTINCT x.scientist_id)", "dataflow_execution x", "x.id"));
    counts.put(
        "hardware_info", imported("count(DISTINCT x.hardware_id)", "dataflow_execution x", "x.id"));
    counts.put("task", imported("count(*)", "task x", "x.execution_id"));
    for (String table : List.of("file", "performance")) {
      String join = table + " x JOIN public.task t ON t.id = x.task_id";
      counts.put(table, imported("count(*)", join, "t.execution_id"));
    }
    return counts;
  }

  /** How many rows of the dump's executions the store has of a set; by dataflow and set. */
  Map<List<String>, Long> sets() throws ImportException {
    Map<List<String>, List<String>> columns = new LinkedHashMap<>();
    Map<List<String>, String> tables = new HashMap<>();
    String sql =
        """
        SELECT d.tag, s.tag, d.schema_name, s.table_name, l.column_name
        FROM public.data_set s JOIN public.dataflow d ON d.id = s.df_id
        JOIN public.data_set_link l ON l.ds_id = s.id
        WHERE d.tag IN (%s) ORDER BY s.id, l.position"""
            .formatted(marks(dataflows.size()));
    for (List<@Nullable String> row : server.select(sql, dataflows)) {
      List<String> key = List.of(text(row, 0), text(row, 1));
      tables.put(key, quoted(text(row, 2)) + "." + quoted(text(row, 3)));
      columns.computeIfAbsent(key, absent -> new ArrayList<>()).add(quoted(text(row, 4)));
    }
    Map<List<String>, Long> counts = new LinkedHashMap<>();
    for (Map.Entry<List<String>, List<String>> entry : columns.entrySet()) {
      String task = "coalesce(%s, NULL)".formatted(String.join(", ", entry.getValue()));
      String count =
          "SELECT count(*) FROM %s x JOIN public.task t ON t.id = %s WHERE t.execution_id IN %s"
              .formatted(tables.get(entry.getKey()), task, IMPORTED);
      counts.put(entry.getKey(), number(server.select(count, List.of(dump)).get(0), 0));
    }
    return counts;
  }

  /** Looks up what executions and tasks are called in the store. */
  void number(Collection<Run> runs, Collection<OldTask> tasks) throws ImportException {
    Map<List<String>, Run> byTag = new HashMap<>();
    runs.forEach(run -> byTag.put(List.of(key(run.dataflowTag), run.tag), run));
    Map<String, Run> byId = new HashMap<>();
    String sql =
        "SELECT d.tag, x.tag, x.id FROM public.dataflow_execution x"
            + " JOIN public.dataflow d ON d.id = x.df_id WHERE x.id IN "
            + IMPORTED;
    for (List<@Nullable String> row : server.select(sql, List.of(dump))) {
      Run run = byTag.get(List.of(text(row, 0), text(row, 1)));
      if (run != null) {
        run.newId = number(row, 2);
        byId.put(text(row, 2), run);
      }
    }
    numberTasks(byId, tasks);
  }

  private void numberTasks(Map<String, Run> runs, Collection<OldTask> tasks)
      throws ImportException {
    Map<List<Object>, List<OldTask>> places = new HashMap<>();
    for (OldTask task : tasks) {
      Run run = task.run;
      if (run != null) {
        places
            .computeIfAbsent(
                List.of(run, key(task.transformation.tag()), task.identifier),
                absent -> new ArrayList<>(1))
            .add(task);
      }
    }
    long last = -1;
    while (true) {
      List<List<@Nullable String>> page =
          server.select(
              "SELECT x.id, x.execution_id, t.tag, x.identifier FROM public.task x"
                  + " JOIN public.data_transformation t ON t.id = x.dt_id WHERE x.id > ? AND"
                  + " x.execution_id IN "
                  + IMPORTED
                  + " ORDER BY x.id LIMIT 20000",
              List.of(last, dump));
      for (List<@Nullable String> row : page) {
        last = number(row, 0);
        Run run = runs.get(text(row, 1));
        if (run != null) {
          for (OldTask task :
              places.getOrDefault(List.of(run, text(row, 2), text(row, 3)), List.of())) {
            task.newId = last;
          }
        }
      }
      if (page.isEmpty()) {
        return;
      }
    }
  }

  /** The numbers in the store of the parts of a fixed table, by the key that tells them apart. */
  Map<List<String>, Long> numbers(String select) throws ImportException {
    Map<List<String>, Long> numbers = new HashMap<>();
    String sql = select + " WHERE d.tag IN (" + marks(dataflows.size()) + ")";
    for (List<@Nullable String> row : server.select(sql, dataflows)) {
      List<String> key = new ArrayList<>();
      for (int i = 1; i < row.size(); i++) {
        key.add(text(row, i));
      }
      if (row.get(0) != null) {
        numbers.put(key, number(row, 0));
      }
    }
    return numbers;
  }

  static String key(String tag) {
    return tag.toLowerCase(Locale.ROOT);
  }

  private long count(String from) throws ImportException {
    return number(server.select("SELECT count(*) FROM public." + from, dataflows).get(0), 0);
  }

  private long imported(String what, String from, String execution) throws ImportException {
    String sql =
        "SELECT %s FROM public.%s WHERE %s IN %s".formatted(what, from, execution, IMPORTED);
    return number(server.select(sql, List.of(dump)).get(0), 0);
  }

  private static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  private static String text(List<@Nullable String> row, int index) {
    return Objects.requireNonNullElse(row.get(index), "");
  }

  private static long number(List<@Nullable String> row, int index) {
    return (long) Double.parseDouble(text(row, index));
  }
}
