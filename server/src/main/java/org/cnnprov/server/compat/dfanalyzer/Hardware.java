package org.cnnprov.server.compat.dfanalyzer;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.cnnprov.codec.Fields;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.JsonTree;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.Machine;
import org.cnnprov.event.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Reads the member {@code hardware}: JSON within a text. Nothing in it makes a message wrong; a
 * text that is no JSON object stands as the machine's platform.
 */
final class Hardware {

  private Hardware() {}

  static @Nullable Machine read(Fields message) {
    if (message.value("hardware") instanceof Json.Members hardware) {
      return machine(hardware.values());
    }
    String text = message.text("hardware");
    return text == null ? null : machine(text);
  }

  private static Machine machine(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      Json json = JsonTree.parse(new Slice(bytes, 0, bytes.length), new Problems());
      return json instanceof Json.Members hardware ? machine(hardware.values()) : platform(text);
    } catch (UndecodableException notJson) {
      return platform(text);
    }
  }

  private static Machine platform(String text) {
    return new Machine(null, null, text, null, null, null, null, null, null);
  }

  private static Machine machine(Map<String, Json> hardware) {
    Long cores = cores(hardware.get("cpu"));
    String processor = text(hardware.get("processor"));
    return new Machine(
        text(hardware.get("hostname")),
        text(hardware.get("os")),
        text(hardware.get("platform")),
        text(hardware.get("architecture")),
        processor == null && cores == null ? text(hardware.get("cpu")) : processor,
        cores,
        null,
        gpus(hardware.get("gpus")),
        truth(hardware.get("in_container")));
  }

  private static @Nullable String text(@Nullable Json value) {
    if (value == null || value instanceof Json.Nothing) {
      return null;
    }
    if (value instanceof Json.Text text) {
      return text.value().isEmpty() || text.value().equals("null") ? null : text.value();
    }
    return JsonTree.write(value);
  }

  private static @Nullable String gpus(@Nullable Json value) {
    return value == null || value instanceof Json.Nothing ? null : JsonTree.write(value);
  }

  /** How many CPUs there are, where {@code cpu} is a number. */
  private static @Nullable Long cores(@Nullable Json cpu) {
    if (cpu instanceof Json.Numeral numeral) {
      double cores = Double.parseDouble(numeral.literal());
      return cores >= 0 && cores <= Integer.MAX_VALUE ? (long) cores : null;
    }
    return null;
  }

  private static @Nullable Boolean truth(@Nullable Json value) {
    if (value instanceof Json.Truth truth) {
      return truth.value();
    }
    String text = value instanceof Json.Text written ? written.value() : "";
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }
}
