package org.cnnprov.server.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names each request, in its answer ({@code X-Request-Id}) and in the log, so that a report of a
 * failure leads to the line that explains it.
 */
final class RequestIds {

  private static final Logger LOG = LoggerFactory.getLogger("org.cnnprov.access");
  private static final String ATTRIBUTE = "cnnprov.request-id";

  private RequestIds() {}

  static void addTo(JavalinConfig config) {
    config.routes.before(RequestIds::name);
    config.requestLogger.http(RequestIds::log);
  }

  static String of(Context context) {
    String id = context.attribute(ATTRIBUTE);
    return id == null ? "-" : id;
  }

  private static void name(Context context) {
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
    context.attribute(ATTRIBUTE, id);
    context.header("X-Request-Id", id);
  }

  private static void log(Context context, Float milliseconds) {
    LOG.debug(
        "{} {} {} {} {} ms",
        of(context),
        context.method(),
        context.path(),
        context.statusCode(),
        milliseconds);
  }
}
