package org.cnnprov.server.crate;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cnnprov.server.http.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The entities of a crate by their ids, each once, and how the profile writes values: one reference
 * stands alone, several in an array, and what is not known is left out.
 */
final class Entities {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+00:00'");

  private final Map<String, Map<String, @Nullable Object>> byId = new LinkedHashMap<>();

  /** An entity with members in pairs of name and value; the first of an id counts. */
  String add(String id, Object type, @Nullable Object... members) {
    Map<String, @Nullable Object> entity = new LinkedHashMap<>();
    entity.put("@id", id);
    entity.put("@type", type);
    for (int i = 0; i < members.length; i += 2) {
      if (members[i + 1] != null) {
        entity.put(String.valueOf(members[i]), members[i + 1]);
      }
    }
    byId.putIfAbsent(id, entity);
    return id;
  }

  Collection<Map<String, @Nullable Object>> all() {
    return byId.values();
  }

  static @Nullable Object reference(@Nullable String id) {
    return id == null ? null : Map.of("@id", id);
  }

  /** References to each of them once. */
  static @Nullable Object references(Collection<String> ids) {
    List<Object> all = new ArrayList<>();
    for (String id : Set.copyOf(ids).size() == ids.size() ? ids : new TreeSet<>(ids)) {
      all.add(Map.of("@id", id));
    }
    return all.isEmpty() ? null : all.size() == 1 ? all.get(0) : all;
  }

  /** A local id made of a kind and names. */
  static String local(String kind, String... names) {
    StringBuilder id = new StringBuilder("#" + kind);
    for (String name : names) {
      id.append('-').append(URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return id.toString();
  }

  static @Nullable String time(@Nullable Object time) {
    return time instanceof LocalDateTime local ? TIME.format(local) : null;
  }

  /** A number or text as the contract writes it. */
  static Object plain(Object value) {
    return value instanceof Number || value instanceof Boolean
        ? value
        : value instanceof String ? value : JsonWriter.text(value);
  }

  static String mediaType(String name) {
    String known = URLConnection.guessContentTypeFromName(name);
    return known == null ? "application/octet-stream" : known;
  }

  /** Where a file lay that has no hash. */
  static String place(@Nullable String host, String path) {
    try {
      return new URI("file", host, path.startsWith("/") ? path : "/" + path, null).toASCIIString();
    } catch (URISyntaxException odd) {
      return local("file", path);
    }
  }
}
