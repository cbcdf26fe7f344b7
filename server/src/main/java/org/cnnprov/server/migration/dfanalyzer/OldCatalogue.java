package org.cnnprov.server.migration.dfanalyzer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnprov.server.migration.monetdb.DumpException;
import org.cnnprov.server.migration.monetdb.TableName;
import org.jspecify.annotations.Nullable;

/** The fixed tables of an old database, as they stand in the dump. Tasks are held apart. */
final class OldCatalogue {

  /** The columns of each fixed table that the import knows. */
  static final Map<String, Set<String>> COLUMNS =
      Map.ofEntries(
          Map.entry("dataflow", Set.of("id", "tag")),
          Map.entry("dataflow_version", Set.of("version", "df_id")),
          Map.entry("data_transformation", Set.of("id", "df_id", "tag")),
          Map.entry("data_set", Set.of("id", "df_id", "tag")),
          Map.entry("data_dependency", Set.of("id", "previous_dt_id", "next_dt_id", "ds_id")),
          Map.entry("attribute", Set.of("id", "ds_id", "extractor_id", "name", "type")),
          Map.entry("program", Set.of("id", "df_id", "name", "path")),
          Map.entry("use_program", Set.of("dt_id", "program_id")),
          Map.entry("extractor", Set.of("id", "ds_id", "tag", "cartridge", "extension")),
          Map.entry(
              "extractor_combination",
              Set.of("id", "ds_id", "outer_ext_id", "inner_ext_id", "keys", "key_types")),
          Map.entry(
              "dataflow_execution",
              Set.of("id", "uuid", "tag", "df_id", "scientist_id", "hardware_id", "status")),
          Map.entry("data_scientist", Set.of("id", "uuid", "email", "name")),
          Map.entry(
              "hardware_info",
              Set.of(
                  "id",
                  "uuid",
                  "hostname",
                  "os",
                  "platform",
                  "architecture",
                  "processor",
                  "gpus",
                  "in_container")),
          Map.entry(
              "task",
              Set.of(
                  "id",
                  "identifier",
                  "df_version",
                  "df_exec",
                  "dt_id",
                  "status",
                  "workspace",
                  "computing_resource",
                  "output_msg",
                  "error_msg")),
          Map.entry("file", Set.of("id", "task_id", "name", "path")),
          Map.entry(
              "performance",
              Set.of(
                  "id",
                  "task_id",
                  "subtask_id",
                  "method",
                  "description",
                  "starttime",
                  "endtime",
                  "invocation")));

  private static final Set<String> SCHEMAS = Set.of("public", "sys");

  /** A tagged part of a dataflow: a transformation or a set. */
  record Part(long id, long dataflow, String tag, long line) {}

  record Attribute(
      long id, long set, @Nullable Long extractor, @Nullable String name, @Nullable String type) {}

  /** {@code previous} writes the set, {@code next} reads it. */
  record Dependency(@Nullable Long previous, @Nullable Long next, long set) {}

  record Program(long id, long dataflow, String name, @Nullable String path) {}

  record Extractor(long id, long set, String tag, OldRow row) {}

  /** Two extractors of a set whose rows are joined. */
  record Combination(long set, long outer, long inner, OldRow row) {}

  record Execution(
      @Nullable Long id,
      String tag,
      long dataflow,
      @Nullable String uuid,
      @Nullable Long scientist,
      @Nullable Long hardware,
      @Nullable String status) {}

  final Map<Long, String> dataflows = new LinkedHashMap<>();
  final Map<Long, Long> versions = new LinkedHashMap<>();
  final Map<Long, Part> transformations = new LinkedHashMap<>();
  final Map<Long, Part> sets = new LinkedHashMap<>();
  final List<Attribute> attributes = new ArrayList<>();
  final List<Dependency> dependencies = new ArrayList<>();
  final Map<Long, Program> programs = new LinkedHashMap<>();
  final Map<Long, List<Long>> programsOf = new LinkedHashMap<>();
  final Map<Long, Extractor> extractors = new LinkedHashMap<>();
  final List<Combination> combinations = new ArrayList<>();
  final List<Execution> executions = new ArrayList<>();
  final Map<Long, OldRow> scientists = new LinkedHashMap<>();
  final Map<Long, OldRow> machines = new LinkedHashMap<>();

  /** Whether the old server knew executions. */
  boolean knowsExecutions;

  static boolean isFixed(TableName table) {
    return (table.schema() == null || SCHEMAS.contains(table.schema()))
        && COLUMNS.containsKey(table.name());
  }

  void add(OldRow row) throws DumpException {
    switch (row.table().name().name()) {
      case "dataflow" -> dataflows.put(row.neededNumber("id"), row.neededText("tag"));
      case "dataflow_version" ->
          versions.put(row.neededNumber("version"), row.neededNumber("df_id"));
      case "data_transformation" -> put(transformations, row);
      case "data_set" -> put(sets, row);
      case "attribute" ->
          attributes.add(
              new Attribute(
                  row.neededNumber("id"),
                  row.neededNumber("ds_id"),
                  row.number("extractor_id"),
                  row.text("name"),
                  row.text("type")));
      case "data_dependency" ->
          dependencies.add(
              new Dependency(
                  row.number("previous_dt_id"),
                  row.number("next_dt_id"),
                  row.neededNumber("ds_id")));
      case "program" -> addProgram(row);
      case "use_program" ->
          programsOf
              .computeIfAbsent(row.neededNumber("dt_id"), absent -> new ArrayList<>())
              .add(row.neededNumber("program_id"));
      case "extractor" -> addExtractor(row);
      case "extractor_combination" ->
          combinations.add(
              new Combination(
                  row.neededNumber("ds_id"),
                  row.neededNumber("outer_ext_id"),
                  row.neededNumber("inner_ext_id"),
                  row));
      case "dataflow_execution" -> addExecution(row);
      case "data_scientist" -> scientists.put(row.neededNumber("id"), row);
      case "hardware_info" -> machines.put(row.neededNumber("id"), row);
      default -> {
        // Counted only: what hangs on tasks comes with the second reading.
      }
    }
  }

  private static void put(Map<Long, Part> parts, OldRow row) throws DumpException {
    long id = row.neededNumber("id");
    parts.put(id, new Part(id, row.neededNumber("df_id"), row.neededText("tag"), row.line()));
  }

  private void addProgram(OldRow row) throws DumpException {
    long id = row.neededNumber("id");
    programs.put(
        id, new Program(id, row.neededNumber("df_id"), row.neededText("name"), row.text("path")));
  }

  private void addExtractor(OldRow row) throws DumpException {
    long id = row.neededNumber("id");
    String tag = row.text("tag");
    extractors.put(
        id,
        new Extractor(id, row.neededNumber("ds_id"), tag == null ? "extractor-" + id : tag, row));
  }

  private void addExecution(OldRow row) throws DumpException {
    executions.add(
        new Execution(
            row.number("id"),
            row.neededText("tag"),
            row.neededNumber("df_id"),
            row.text("uuid"),
            row.number("scientist_id"),
            row.number("hardware_id"),
            row.text("status")));
  }
}
