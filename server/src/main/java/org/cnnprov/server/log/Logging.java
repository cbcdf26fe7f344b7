package org.cnnprov.server.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.logging.LogManager;

/** Sets the log up, before anything else begins. */
public final class Logging {

  /** With this property of the JVM somebody brings a configuration of their own. */
  private static final String OTHER = "java.util.logging.config.file";

  private Logging() {}

  public static void begin() {
    if (System.getProperty(OTHER) != null) {
      return;
    }
    try (InputStream settings = Logging.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(Objects.requireNonNull(settings));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
