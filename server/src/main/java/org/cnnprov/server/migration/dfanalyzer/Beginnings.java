package org.cnnprov.server.migration.dfanalyzer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.JsonTree;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.Slice;
import org.cnnprov.server.http.JsonWriter;
import org.jspecify.annotations.Nullable;

/** The events with which an execution begins and ends. */
final class Beginnings {

  /** The label that an imported execution has; its value is the SHA-256 of the dump. */
  static final String LABEL = "imported_from";

  private final OldCatalogue catalogue;
  private final Remarks remarks;
  private final String dump;
  private final Instant now;

  Beginnings(OldCatalogue catalogue, Remarks remarks, String dump, Instant now) {
    this.catalogue = catalogue;
    this.remarks = remarks;
    this.dump = dump;
    this.now = now;
  }

  byte[] started(Run run) {
    OldCatalogue.Execution old = run.old;
    return EventLine.of(
        "execution_started",
        true,
        json -> {
          json.field("dataflow", run.dataflowTag);
          json.field("execution", run.tag);
          if (old != null) {
            uuid(old, json);
            person(old.scientist(), json);
            machine(old.hardware(), json);
          }
        });
  }

  byte[] labelled() {
    return EventLine.of(
        "note",
        false,
        json -> {
          json.field("at", now);
          json.field("tags", Map.of(LABEL, dump));
        });
  }

  byte[] ended(String status) {
    return EventLine.of("execution_ended", true, json -> json.field("status", status));
  }

  private void uuid(OldCatalogue.Execution old, JsonWriter json) throws IOException {
    String uuid = old.uuid();
    if (uuid == null) {
      return;
    }
    try {
      json.field("uuid", UUID.fromString(uuid));
    } catch (IllegalArgumentException none) {
      remarks.lostValue("\"public\".\"dataflow_execution\"", "'%s' is no UUID".formatted(uuid), 0);
    }
  }

  private void person(@Nullable Long id, JsonWriter json) throws IOException {
    OldRow row = id == null ? null : catalogue.scientists.get(id);
    if (row != null) {
      json.name("person");
      json.beginObject();
      json.field("name", row.text("name"));
      json.field("email", row.text("email"));
      json.endObject();
    }
  }

  private void machine(@Nullable Long id, JsonWriter json) throws IOException {
    OldRow row = id == null ? null : catalogue.machines.get(id);
    if (row != null) {
      json.name("machine");
      json.beginObject();
      json.field("host", row.text("hostname"));
      json.field("os", row.text("os"));
      json.field("platform", row.text("platform"));
      json.field("architecture", row.text("architecture"));
      json.field("cpu", row.text("processor"));
      String gpus = row.text("gpus");
      if (gpus != null) {
        json.field("gpus", new JsonWriter.Raw(list(gpus)));
      }
      String container = row.text("in_container");
      if (container != null) {
        json.field("in_container", Boolean.valueOf(container));
      }
      json.endObject();
    }
  }

  /** The text where it is a JSON list of names or objects; else a list of the text. */
  private static String list(String gpus) {
    byte[] bytes = gpus.getBytes(StandardCharsets.UTF_8);
    try {
      Json json = JsonTree.parse(new Slice(bytes, 0, bytes.length), new Problems());
      if (json instanceof Json.Items) {
        return JsonTree.write(json);
      }
    } catch (UndecodableException noJson) {
      return asList(gpus);
    }
    return asList(gpus);
  }

  private static String asList(String text) {
    return JsonTree.write(new Json.Items(List.of(new Json.Text(text))));
  }
}
