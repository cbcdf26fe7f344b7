package org.cnnprov.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A file of the page.
 *
 * @param path within the page, {@code assets/index-1a2b3c.js}
 * @param type for {@code Content-Type}
 * @param tag for {@code ETag}; it follows from the content
 */
record WebFile(String path, String type, String tag, byte[] content) {

  private static final String FOLDER = "/web/";

  /** No empty segments, and none that begins with a dot: nothing outside the folder. */
  private static final Pattern PATH =
      Pattern.compile("(?:[\\w-][\\w.-]*/)*[\\w-][\\w-]*\\.[\\w.-]*\\w");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "md", "text/plain; charset=utf-8",
          "svg", "image/svg+xml",
          "woff2", "font/woff2");

  static Optional<WebFile> find(String path) {
    if (!PATH.matcher(path).matches()) {
      return Optional.empty();
    }
    try (InputStream file = WebFile.class.getResourceAsStream(FOLDER + path)) {
      if (file == null) {
        return Optional.empty();
      }
      byte[] content = file.readAllBytes();
      String type =
          TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
      return Optional.of(new WebFile(path, type, tag(content), content));
    } catch (IOException broken) {
      throw new UncheckedIOException("the jar cannot be read", broken);
    }
  }

  private static String tag(byte[] content) {
    CRC32C sum = new CRC32C();
    sum.update(content);
    return "\"%08x-%x\"".formatted(sum.getValue(), content.length);
  }
}
