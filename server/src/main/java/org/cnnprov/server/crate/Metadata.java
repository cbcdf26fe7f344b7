package org.cnnprov.server.crate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnprov.server.prov.Documents;
import org.cnnprov.server.query.Row;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a crate: the execution and each of its tasks as actions of the program, with the
 * files that they read and wrote, hyperparameters, metrics, packages and code.
 */
final class Metadata {

  static final String FILE = "ro-crate-metadata.json";

  private static final String PROFILE = "https://w3id.org/ro/wfrun/process/0.5";
  private static final String TERMS = "https://w3id.org/ro/terms/";
  private static final String STATUS = "http://schema.org/";
  private static final String PROGRAM = "#program";

  /**
   * Terms that RO-Crate 1.1 does not have are told by themselves: a second context is one more
   * thing to fetch.
   */
  private static final Map<String, String> OWN_TERMS = ownTerms();

  private final Row execution;
  private final List<Row> tasks;
  private final Map<String, String> payload;
  private final Entities entities = new Entities();
  private final Map<String, @Nullable Object> environment;

  /**
   * The metadata of an execution.
   *
   * @param payload the files in the crate, and what each is
   */
  Metadata(Row execution, List<Row> tasks, Map<String, String> payload) {
    this.execution = execution;
    this.tasks = tasks;
    this.payload = payload;
    this.environment = members(execution.value("environment"));
  }

  Map<String, @Nullable Object> json() {
    entities.add(
        FILE,
        "CreativeWork",
        "conformsTo",
        Entities.reference("https://w3id.org/ro/crate/1.1"),
        "about",
        Entities.reference("./"));
    List<String> actions = actions();
    root(actions);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("@context", List.of("https://w3id.org/ro/crate/1.1/context", OWN_TERMS));
    json.put("@graph", List.copyOf(entities.all()));
    return json;
  }

  private void root(List<String> actions) {
    Set<String> parts = new LinkedHashSet<>();
    payload.forEach(
        (name, description) ->
            parts.add(
                entities.add(
                    name,
                    "File",
                    "name",
                    name,
                    "description",
                    description,
                    "encodingFormat",
                    Crate.mediaType(name))));
    execution.list("files").forEach(file -> parts.add(file(file)));
    String dataflow = String.valueOf(members(execution.value("dataflow")).get("tag"));
    String status = execution.text("status");
    Object ended = execution.value("ended_at");
    entities.add(
        "./",
        "Dataset",
        "conformsTo",
        Entities.reference(PROFILE),
        "name",
        title(),
        "description",
        "Execution %s of the dataflow %s: %s. Captured by CNNProv."
            .formatted(execution.text("tag"), dataflow, status),
        "datePublished",
        Entities.time(ended == null ? execution.value("started_at") : ended),
        "author",
        Entities.reference(person()),
        "license",
        Entities.reference("#license"),
        "hasPart",
        Entities.references(parts),
        "mentions",
        Entities.references(actions));
    entities.add(PROFILE, "CreativeWork", "name", "Process Run Crate", "version", "0.5");
    entities.add(
        "#license",
        "CreativeWork",
        "name",
        "No licence was stated",
        "description",
        "Ask the author under which terms code, data and model may be used.");
  }

  private List<String> actions() {
    program();
    List<String> actions = new ArrayList<>();
    Set<String> objects = new LinkedHashSet<>(values("hyperparameter", "hyperparameters"));
    Set<String> results = new LinkedHashSet<>(values("metric", "metrics"));
    Map<Long, Set<String>> read = new LinkedHashMap<>();
    Map<Long, Set<String>> written = new LinkedHashMap<>();
    for (Row file : execution.list("files")) {
      boolean input = "input".equals(file.value("role"));
      (input ? objects : results).add(file(file));
      (input ? read : written)
          .computeIfAbsent(file.number("task"), absent -> new LinkedHashSet<>())
          .add(file(file));
    }
    actions.add(
        action(
            "#execution",
            execution,
            title(),
            command(),
            objects,
            results,
            members(execution.value("error")).get("message")));
    for (Row task : tasks) {
      long id = task.number("id");
      String transformation = task.text("transformation");
      String identifier = task.text("identifier");
      actions.add(
          action(
              Entities.local("task", transformation, identifier),
              task,
              transformation + " " + identifier,
              "Task %s of the transformation %s".formatted(identifier, transformation),
              read.getOrDefault(id, Set.of()),
              written.getOrDefault(id, Set.of()),
              task.value("error")));
    }
    return actions;
  }

  private String action(
      String id,
      Row row,
      String name,
      String description,
      Set<String> objects,
      Set<String> results,
      @Nullable Object error) {
    String status = row.text("status");
    boolean failed = status.equals("FAILED") || status.equals("ABORTED");
    return entities.add(
        id,
        "CreateAction",
        "name",
        name,
        "description",
        description,
        "instrument",
        Entities.reference(PROGRAM),
        "agent",
        Entities.reference(person()),
        "startTime",
        Entities.time(row.value("started_at")),
        "endTime",
        Entities.time(row.value("ended_at")),
        "actionStatus",
        failed
            ? STATUS + "FailedActionStatus"
            : status.equals("FINISHED") ? STATUS + "CompletedActionStatus" : null,
        "error",
        failed ? error : null,
        "object",
        Entities.references(objects),
        "result",
        Entities.references(results),
        "environment",
        id.equals("#execution") ? Entities.references(variables()) : null);
  }

  private void program() {
    Map<String, @Nullable Object> program = members(execution.value("program"));
    Map<String, @Nullable Object> git = members(environment.get("git"));
    Object name = program.get("name");
    List<String> packages = new ArrayList<>();
    members(environment.get("packages"))
        .forEach(
            (each, version) ->
                packages.add(
                    entities.add(
                        Entities.local("package", each),
                        "SoftwareApplication",
                        "name",
                        each,
                        "softwareVersion",
                        version)));
    entities.add(
        PROGRAM,
        "SoftwareApplication",
        "name",
        name == null ? members(execution.value("dataflow")).get("tag") : name,
        "softwareVersion",
        git.get("commit"),
        "url",
        git.get("remote"),
        "softwareRequirements",
        Entities.references(packages),
        "isBasedOn",
        git.isEmpty() ? null : Entities.reference(code(program, git)));
  }

  private String code(Map<String, @Nullable Object> program, Map<String, @Nullable Object> git) {
    return entities.add(
        "#code",
        "SoftwareSourceCode",
        "name",
        program.getOrDefault("name", "code"),
        "codeRepository",
        git.get("remote"),
        "version",
        git.get("commit"),
        "programmingLanguage",
        program.get("language"),
        "description",
        Boolean.TRUE.equals(git.get("dirty"))
            ? "With changes that were not committed"
                + (payload.containsKey(Crate.DIFF) ? ": see " + Crate.DIFF : "")
            : null);
  }

  /** Each value as an entity; of a metric the last, the least and the greatest. */
  private List<String> values(String kind, String member) {
    List<String> ids = new ArrayList<>();
    members(execution.value(member))
        .forEach(
            (name, value) -> {
              Map<String, @Nullable Object> of =
                  value instanceof Map<?, ?>
                      ? members(value)
                      : Map.of("last", value == null ? "" : value);
              ids.add(
                  entities.add(
                      Entities.local(kind, name),
                      "PropertyValue",
                      "name",
                      name,
                      "value",
                      of.get("last") == null ? null : Entities.plain(of.get("last")),
                      "minValue",
                      of.get("min"),
                      "maxValue",
                      of.get("max")));
            });
    return ids;
  }

  private List<String> variables() {
    List<String> ids = new ArrayList<>();
    members(environment.get("variables"))
        .forEach(
            (name, value) ->
                ids.add(
                    entities.add(
                        Entities.local("variable", name),
                        "PropertyValue",
                        "name",
                        name,
                        "value",
                        value)));
    return ids;
  }

  /** One entity for what files of one hash hold; without a hash, one for each place. */
  private String file(Row file) {
    String name = file.text("name");
    Object directory = file.value("path");
    String path =
        directory == null || directory.toString().isEmpty()
            ? name
            : directory.toString().replaceAll("/+$", "") + "/" + name;
    Object hash = file.value("sha256");
    Object host = members(execution.value("machine")).get("host");
    return entities.add(
        hash == null
            ? Entities.place(host == null ? null : host.toString(), path)
            : Documents.contentIri(hash.toString()),
        "File",
        "name",
        name,
        "encodingFormat",
        Entities.mediaType(name),
        "contentSize",
        file.value("size") == null ? null : String.valueOf(file.value("size")),
        "sha256",
        hash,
        "localPath",
        path);
  }

  private @Nullable String person() {
    Map<String, @Nullable Object> person = members(execution.value("person"));
    Object name = person.get("name");
    Object email = person.get("email");
    return name == null && email == null
        ? null
        : entities.add("#person", "Person", "name", name == null ? email : name, "email", email);
  }

  private String title() {
    Object name = execution.value("name");
    return name == null ? execution.text("tag") : name.toString();
  }

  private String command() {
    Object command = members(execution.value("program")).get("command");
    return command == null ? "The program ran." : Entities.plain(command).toString();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> members(@Nullable Object object) {
    return object == null ? Map.of() : (Map<String, @Nullable Object>) object;
  }

  private static Map<String, String> ownTerms() {
    Map<String, String> terms = new LinkedHashMap<>();
    terms.put("sha256", TERMS + "workflow-run#sha256");
    terms.put("environment", TERMS + "workflow-run#environment");
    terms.put("localPath", TERMS + "#localPath");
    return terms;
  }
}
