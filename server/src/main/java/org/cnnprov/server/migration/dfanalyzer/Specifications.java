package org.cnnprov.server.migration.dfanalyzer;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.server.http.JsonWriter;
import org.jspecify.annotations.Nullable;

/** The plans of the old database as events. */
final class Specifications {

  private final OldCatalogue catalogue;
  private final OldSets sets;
  private final Remarks remarks;
  private final Instant now;

  Specifications(OldCatalogue catalogue, OldSets sets, Remarks remarks, Instant now) {
    this.catalogue = catalogue;
    this.sets = sets;
    this.remarks = remarks;
    this.now = now;
  }

  byte[] declared(long dataflow) {
    return EventLine.of(
        "dataflow_declared",
        false,
        json -> {
          json.field("at", now);
          json.name("dataflow");
          json.beginObject();
          json.field("tag", catalogue.dataflows.get(dataflow));
          json.name("transformations");
          json.beginArray();
          Set<Long> described = new HashSet<>();
          for (OldCatalogue.Part part : catalogue.transformations.values()) {
            if (part.dataflow() == dataflow) {
              transformation(part, described, json);
            }
          }
          json.endArray();
          json.endObject();
        });
  }

  private void transformation(OldCatalogue.Part part, Set<Long> described, JsonWriter json)
      throws IOException {
    json.beginObject();
    json.field("tag", part.tag());
    json.name("programs");
    json.beginArray();
    for (long id : catalogue.programsOf.getOrDefault(part.id(), List.of())) {
      OldCatalogue.Program program = catalogue.programs.get(id);
      if (program != null) {
        json.beginObject();
        json.field("name", program.name());
        json.field("path", program.path());
        json.endObject();
      }
    }
    json.endArray();
    json.name("sets");
    json.beginArray();
    for (OldSet set : sets.all()) {
      for (OldSet.Use use : set.uses()) {
        if (use.transformation().id() == part.id()) {
          set(set, use, described.add(set.part().id()), json);
        }
      }
    }
    json.endArray();
    json.endObject();
  }

  private void set(OldSet set, OldSet.Use use, boolean whole, JsonWriter json) throws IOException {
    json.beginObject();
    json.field("tag", set.part().tag());
    json.field("type", use.writes() ? "OUTPUT" : "INPUT");
    if (whole) {
      attributes(set, json);
      extractors(set, json);
      combinations(set, json);
    }
    json.endObject();
  }

  private static void attributes(OldSet set, JsonWriter json) throws IOException {
    json.name("attributes");
    json.beginArray();
    for (OldSet.Attribute attribute : set.attributes()) {
      json.beginObject();
      json.field("name", attribute.name());
      json.field("type", attribute.type().name());
      json.field("extractor", attribute.extractor());
      json.endObject();
    }
    json.endArray();
  }

  private void extractors(OldSet set, JsonWriter json) throws IOException {
    json.name("extractors");
    json.beginArray();
    for (OldCatalogue.Extractor extractor : catalogue.extractors.values()) {
      if (extractor.set() == set.part().id()) {
        json.beginObject();
        json.field("tag", extractor.tag());
        json.field("cartridge", extractor.row().text("cartridge"));
        json.field("extension", extractor.row().text("extension"));
        json.endObject();
      }
    }
    json.endArray();
  }

  private void combinations(OldSet set, JsonWriter json) throws IOException {
    json.name("extractor_combinations");
    json.beginArray();
    for (OldCatalogue.Combination combination : catalogue.combinations) {
      OldCatalogue.Extractor inner = catalogue.extractors.get(combination.inner());
      OldCatalogue.Extractor outer = catalogue.extractors.get(combination.outer());
      List<String> keys = list(combination.row().text("keys"));
      List<String> types = list(combination.row().text("key_types"));
      if (combination.set() != set.part().id()) {
        continue;
      }
      if (inner == null || outer == null || !areKeys(keys, types)) {
        remarks.lost(
            "\"public\".\"extractor_combination\"",
            "combinations whose extractors, keys or types of keys make no sense",
            1,
            combination.row().line());
        continue;
      }
      json.beginObject();
      json.field("inner", inner.tag());
      json.field("outer", outer.tag());
      json.field("keys", keys);
      json.field("key_types", types);
      json.endObject();
    }
    json.endArray();
  }

  private static boolean areKeys(List<String> keys, List<String> types) {
    try {
      types.forEach(AttributeType::of);
      return !keys.isEmpty() && keys.size() == types.size();
    } catch (InvalidValueException unknown) {
      return false;
    }
  }

  /** The items of {@code {a;b}} or {@code a,b}. */
  private static List<String> list(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    String inner = text.strip().replaceAll("^\\{|\\}$", "");
    return Arrays.stream(inner.split("[,;]", -1)).map(String::strip).toList();
  }
}
