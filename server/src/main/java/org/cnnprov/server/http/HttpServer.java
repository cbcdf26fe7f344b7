package org.cnnprov.server.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The listening server. What its routes throw is answered by {@link ErrorAnswers}. */
public final class HttpServer implements AutoCloseable {

  /**
   * Requests served at once. A request that waits for its receipt is a thread taken, so the gates
   * of ingestion and of reading together stay below it.
   */
  public static final int THREADS = 200;

  /** How long running requests have when the server stops. The whole stop has 10 s. */
  private static final long STOP_MILLISECONDS = 4_000;

  /**
   * DfAnalyzer's clients join a base that ends in a slash with a path that begins with one. Jetty
   * refuses such empty segments unless told otherwise; every other ambiguity stays refused.
   */
  private static final UriCompliance EMPTY_SEGMENTS_ALLOWED =
      UriCompliance.DEFAULT.with(
          "EMPTY_SEGMENTS_ALLOWED", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);

  private final Javalin javalin;

  private HttpServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Listens, and returns when it does.
   *
   * @param port 0 for a free one
   * @throws io.javalin.util.JavalinBindException where the address is taken or not allowed
   */
  public static HttpServer start(String host, int port, List<Routes> routes) {
    Javalin javalin = Javalin.create(config -> configure(config, routes));
    return new HttpServer(javalin.start(host, port));
  }

  public int port() {
    return javalin.port();
  }

  /** Takes no more requests, finishes those that run. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static void configure(JavalinConfig config, List<Routes> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.router.treatMultipleSlashesAsSingleSlash = true;
    config.jetty.threadPool = new QueuedThreadPool(THREADS, 8);
    config.jetty.modifyServer(HttpServer::stopGracefully);
    config.jetty.modifyHttpConfiguration(HttpServer::limit);
    RequestIds.addTo(config);
    ErrorAnswers.addTo(config.routes);
    routes.forEach(group -> group.addTo(config.routes));
  }

  private static void stopGracefully(Server server) {
    server.setHandler(new GracefulHandler());
    server.setStopTimeout(STOP_MILLISECONDS);
    server.setErrorHandler(new ConnectionErrors());
  }

  private static void limit(HttpConfiguration configuration) {
    configuration.setUriCompliance(EMPTY_SEGMENTS_ALLOWED);
    configuration.setSendServerVersion(false);
  }
}
