package org.cnnprov.server.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.cnnprov.server.compat.dfanalyzer.DataflowGraph;
import org.cnnprov.server.compat.dfanalyzer.DataflowList;
import org.cnnprov.server.compat.dfanalyzer.DfAnalyzerRoutes;
import org.cnnprov.server.compat.dfanalyzer.OldPages;
import org.cnnprov.server.compat.dfanalyzer.query.QueryInterfaceRoutes;
import org.cnnprov.server.http.BodyReader;
import org.cnnprov.server.http.ByteBudget;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.HttpServer;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.ingest.BatchRoutes;
import org.cnnprov.server.ingest.Door;
import org.cnnprov.server.ingest.IngestPipeline;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.dataflow.DataflowRoutes;
import org.cnnprov.server.query.execution.ExecutionRoutes;
import org.cnnprov.server.query.rejected.RejectedRoutes;
import org.cnnprov.server.query.series.SeriesRoutes;
import org.cnnprov.server.query.set.ElementRoutes;
import org.cnnprov.server.query.sql.SqlRoutes;
import org.cnnprov.server.query.structured.QueryRoutes;
import org.cnnprov.server.query.structured.StructuredQueries;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.duckdb.DuckDbStore;

/** The service: every part, and what it is given. */
public final class Server implements AutoCloseable {

  private final Settings settings;
  private final OpeningStore store;
  private final IngestPipeline pipeline;
  private final HttpServer http;

  private Server(Settings settings, OpeningStore store, IngestPipeline pipeline, HttpServer http) {
    this.settings = settings;
    this.store = store;
    this.pipeline = pipeline;
    this.http = http;
  }

  /**
   * Starts on the store in the directory of the settings, and returns when it is healthy.
   *
   * @throws StoreException where the store cannot be opened
   * @throws io.javalin.util.JavalinBindException where the address cannot be listened on
   */
  public static Server start(Settings settings) throws StoreException {
    return start(settings, () -> DuckDbStore.open(settings.data()), Clock.systemUTC());
  }

  /** Starts on another store and clock. */
  static Server start(Settings settings, StoreOpener opener, Clock clock) throws StoreException {
    OpeningStore store = new OpeningStore(opener);
    IngestPipeline pipeline =
        new IngestPipeline(store, clock, Settings.WRITING_REQUESTS, Settings.RECEIPT_PATIENCE);
    HttpServer http;
    try {
      http = HttpServer.start(settings.host(), settings.port(), routes(store, pipeline, clock));
    } catch (RuntimeException failure) {
      pipeline.close();
      store.close();
      throw failure;
    }
    Server server = new Server(settings, store, pipeline, http);
    try {
      store.await();
    } catch (StoreException failure) {
      server.close();
      throw failure;
    }
    AddressFile.write(settings.data(), settings.host(), server.port());
    return server;
  }

  public int port() {
    return http.port();
  }

  /** Where it can be reached, as a URL. */
  public String address() {
    String host = settings.host();
    return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port());
  }

  public Path data() {
    return settings.data();
  }

  /** Takes no more requests, answers and stores those that were accepted, closes the store. */
  @Override
  public void close() {
    AddressFile.remove(settings.data(), settings.host(), port());
    http.close();
    pipeline.close();
    store.close();
  }

  static List<Routes> routes(OpeningStore store, IngestPipeline pipeline, Clock clock) {
    ByteBudget budget = new ByteBudget(Settings.ALL_BODIES_BYTES);
    BodyReader writingBodies = new BodyReader(Settings.WIRE_BYTES, Settings.BODY_BYTES, budget);
    BodyReader readingBodies =
        new BodyReader(Settings.READING_BODY_BYTES, Settings.READING_BODY_BYTES, budget);
    Gate writing = new Gate("writing", Settings.WRITING_REQUESTS);
    Gate reading = new Gate("reading", Settings.READING_REQUESTS);
    Door door = new Door(writingBodies, pipeline, clock);
    Reader reader = new Reader(store);
    StructuredQueries queries = new StructuredQueries(store, Settings.SQL_TIME_LIMIT);
    return List.of(
        new Health(store, pipeline, clock.instant()),
        new Contract(),
        new BatchRoutes(door, writing),
        new DfAnalyzerRoutes(door, writing),
        new DataflowList(reader, reading),
        new DataflowGraph(reader, reading),
        new OldPages(pipeline.counters()),
        new QueryInterfaceRoutes(queries, reader, readingBodies, reading),
        new DataflowRoutes(reader, reading),
        new ExecutionRoutes(reader, reading),
        new ElementRoutes(reader, reading),
        new SeriesRoutes(reader, reading),
        new RejectedRoutes(store.refusals(), reading),
        new QueryRoutes(queries, readingBodies, reading),
        new SqlRoutes(store, readingBodies, reading, Settings.SQL_TIME_LIMIT));
  }
}
