package org.cnnprov.server.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import java.util.concurrent.ThreadLocalRandom;
import org.cnnprov.server.log.JsonLines;
import org.cnnprov.server.metrics.RequestMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Names each request, in its answer ({@code X-Request-Id}) and in the log, so that a report of a
 * failure leads to the line that explains it.
 */
final class RequestIds {

  private static final Logger LOG = LoggerFactory.getLogger("org.cnnprov.access");
  private static final String ATTRIBUTE = "cnnprov.request-id";

  private RequestIds() {}

  static void addTo(JavalinConfig config, RequestMetrics metrics, boolean accessLog) {
    config.routes.before(RequestIds::name);
    config.requestLogger.http(
        (context, milliseconds) -> {
          measure(context, milliseconds, metrics);
          if (accessLog) {
            log(context, milliseconds);
          }
          MDC.remove(JsonLines.REQUEST);
        });
  }

  /** A name for a request that has not come as far as to have one. */
  static String fresh() {
    return Long.toHexString(ThreadLocalRandom.current().nextLong());
  }

  static String of(Context context) {
    String id = context.attribute(ATTRIBUTE);
    return id == null ? "-" : id;
  }

  private static void name(Context context) {
    String id = fresh();
    context.attribute(ATTRIBUTE, id);
    context.header("X-Request-Id", id);
    MDC.put(JsonLines.REQUEST, id);
  }

  /** A path that is in no contract is not counted under its own name, which a client chose. */
  private static void measure(Context context, Float milliseconds, RequestMetrics metrics) {
    Endpoint route = context.endpoints().matchedHttpEndpoint();
    metrics.answered(
        route == null ? "other" : route.method.name(),
        route == null ? "other" : route.path,
        context.statusCode(),
        milliseconds / 1_000);
  }

  private static void log(Context context, Float milliseconds) {
    LOG.info(
        "{} {} {} {} {} ms",
        context.ip(),
        context.method(),
        context.path(),
        context.statusCode(),
        milliseconds);
  }
}
