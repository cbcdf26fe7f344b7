package org.cnnprov.server.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.slf4j.MDC;

/**
 * Writes a log record as one line of JSON: {@code time}, {@code level}, {@code logger}, {@code
 * message}, and where there are such {@code request} and {@code error} with its stack. A message
 * cannot begin a line of its own, and shows no token.
 */
public final class JsonLines extends Formatter {

  /** The key of the request's name among what the thread works on. */
  public static final String REQUEST = "request";

  private static final JsonFactory FACTORY = new JsonFactory();

  @Override
  public String format(LogRecord log) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("time", log.getInstant().toString());
      json.writeStringField("level", log.getLevel().getName());
      json.writeStringField("logger", String.valueOf(log.getLoggerName()));
      String request = MDC.get(REQUEST);
      if (request != null) {
        json.writeStringField("request", request);
      }
      json.writeStringField("message", Secrets.masked(formatMessage(log)));
      if (log.getThrown() != null) {
        json.writeStringField("error", Secrets.masked(stack(log.getThrown())));
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return line.append('\n').toString();
  }

  private static String stack(Throwable thrown) {
    StringWriter stack = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stack, true));
    return stack.toString();
  }
}
