package org.cnnprov.server.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.util.List;
import org.cnnprov.server.metrics.Metrics;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The listening server. What its routes throw is answered by {@link ErrorAnswers}. */
public final class HttpServer implements AutoCloseable {

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
   * @param accessLog whether each request is logged
   * @throws io.javalin.util.JavalinBindException where the address is taken or not allowed
   */
  public static HttpServer start(
      String host,
      int port,
      ListenerLimits limits,
      boolean accessLog,
      Metrics metrics,
      List<Routes> routes) {
    Javalin javalin =
        Javalin.create(
            config -> {
              listen(config, host, port, limits);
              configure(config, metrics, accessLog, routes);
            });
    return new HttpServer(javalin.start());
  }

  public int port() {
    return javalin.port();
  }

  /** Takes no more requests, finishes those that run. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static void listen(JavalinConfig config, String host, int port, ListenerLimits limits) {
    config.jetty.threadPool = new QueuedThreadPool(limits.threads(), 8);
    config.jetty.modifyHttpConfiguration(http -> limit(http, limits));
    config.jetty.addConnector(
        (server, http) -> {
          ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
          connector.setHost(host);
          connector.setPort(port);
          connector.setIdleTimeout(limits.idleTime().toMillis());
          connector.addBean(new HeaderTime(connector.getScheduler(), limits.headerTime()));
          connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
          return connector;
        });
  }

  private static void configure(
      JavalinConfig config, Metrics metrics, boolean accessLog, List<Routes> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.router.treatMultipleSlashesAsSingleSlash = true;
    config.jetty.modifyServer(server -> modify(server, metrics));
    RequestIds.addTo(config, metrics.requests(), accessLog);
    new ErrorAnswers(metrics.refused()).addTo(config.routes);
    routes.forEach(group -> group.addTo(config.routes));
  }

  private static void modify(Server server, Metrics metrics) {
    server.setHandler(new GracefulHandler(new TokenPrefix()));
    server.setStopTimeout(STOP_MILLISECONDS);
    server.setErrorHandler(new ConnectionErrors(metrics.refused()));
  }

  private static void limit(HttpConfiguration configuration, ListenerLimits limits) {
    configuration.setRequestHeaderSize(limits.headerBytes());
    configuration.setUriCompliance(EMPTY_SEGMENTS_ALLOWED);
    configuration.setSendServerVersion(false);
  }
}
