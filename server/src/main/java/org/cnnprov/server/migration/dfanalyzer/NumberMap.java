package org.cnnprov.server.migration.dfanalyzer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the numbers of the old database are in the store. */
final class NumberMap {

  /** The table, then old and new number. */
  final Map<String, Map<Long, Long>> numbers = new LinkedHashMap<>();

  private final OldCatalogue catalogue;

  private NumberMap(OldCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  static NumberMap of(OldDatabase old, List<Run> runs, StoreSide store) throws ImportException {
    store.number(runs, old.tasks.values());
    NumberMap map = new NumberMap(old.catalogue);
    map.dataflows(store);
    map.parts(store);
    map.executions(runs, store);
    for (OldTask task : old.tasks.values()) {
      map.put("task", task.id, task.newId);
    }
    return map;
  }

  private void dataflows(StoreSide store) throws ImportException {
    Map<List<String>, Long> found = store.numbers("SELECT d.id, d.tag FROM public.dataflow d");
    catalogue.dataflows.forEach(
        (id, tag) -> put("dataflow", id, found.get(List.of(StoreSide.key(tag)))));
    Map<List<String>, Long> versions =
        store.numbers(
            "SELECT (SELECT max(v.version) FROM public.dataflow_version v WHERE v.df_id = d.id),"
                + " d.tag FROM public.dataflow d");
    catalogue.versions.forEach(
        (version, dataflow) ->
            put("dataflow_version", version, versions.get(List.of(dataflow(dataflow)))));
  }

  private void parts(StoreSide store) throws ImportException {
    String join = " x JOIN public.dataflow d ON d.id = x.df_id";
    Map<List<String>, Long> transformations =
        store.numbers("SELECT x.id, d.tag, x.tag FROM public.data_transformation" + join);
    catalogue
        .transformations
        .values()
        .forEach(part -> put("data_transformation", part.id(), transformations.get(key(part))));
    Map<List<String>, Long> sets =
        store.numbers("SELECT x.id, d.tag, x.tag FROM public.data_set" + join);
    catalogue.sets.values().forEach(part -> put("data_set", part.id(), sets.get(key(part))));
    Map<List<String>, Long> programs =
        store.numbers("SELECT x.id, d.tag, x.name, x.path FROM public.program" + join);
    catalogue
        .programs
        .values()
        .forEach(
            program ->
                put(
                    "program",
                    program.id(),
                    programs.get(
                        List.of(
                            dataflow(program.dataflow()),
                            program.name(),
                            Objects.requireNonNullElse(program.path(), "")))));
    String ofSet =
        " x JOIN public.data_set s ON s.id = x.ds_id JOIN public.dataflow d ON d.id = s.df_id";
    Map<List<String>, Long> attributes =
        store.numbers("SELECT x.id, d.tag, s.tag, x.name FROM public.attribute" + ofSet);
    catalogue.attributes.forEach(
        attribute ->
            put("attribute", attribute.id(), inSet(attributes, attribute.set(), attribute.name())));
    Map<List<String>, Long> extractors =
        store.numbers("SELECT x.id, d.tag, s.tag, x.tag FROM public.extractor" + ofSet);
    catalogue
        .extractors
        .values()
        .forEach(
            extractor ->
                put(
                    "extractor",
                    extractor.id(),
                    inSet(extractors, extractor.set(), extractor.tag())));
  }

  private void executions(List<Run> runs, StoreSide store) throws ImportException {
    String select =
        "SELECT x.%s, d.tag, x.tag FROM public.dataflow_execution x"
            + " JOIN public.dataflow d ON d.id = x.df_id";
    Map<List<String>, Long> persons = store.numbers(select.formatted("scientist_id"));
    Map<List<String>, Long> machines = store.numbers(select.formatted("hardware_id"));
    for (Run run : runs) {
      OldCatalogue.Execution old = run.old;
      if (old != null) {
        List<String> key = List.of(StoreSide.key(run.dataflowTag), run.tag);
        put("dataflow_execution", old.id(), run.newId);
        put("data_scientist", old.scientist(), persons.get(key));
        put("hardware_info", old.hardware(), machines.get(key));
      }
    }
  }

  private @Nullable Long inSet(Map<List<String>, Long> numbers, long set, @Nullable String name) {
    OldCatalogue.Part part = catalogue.sets.get(set);
    return part == null || name == null
        ? null
        : numbers.get(
            List.of(dataflow(part.dataflow()), StoreSide.key(part.tag()), StoreSide.key(name)));
  }

  private List<String> key(OldCatalogue.Part part) {
    return List.of(dataflow(part.dataflow()), StoreSide.key(part.tag()));
  }

  private String dataflow(long id) {
    return StoreSide.key(Objects.requireNonNullElse(catalogue.dataflows.get(id), ""));
  }

  private void put(String table, @Nullable Long old, @Nullable Long number) {
    if (old != null && number != null) {
      numbers.computeIfAbsent(table, absent -> new LinkedHashMap<>()).put(old, number);
    }
  }
}
