package org.cnnprov.server.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.cnnprov.codec.JsonText;
import org.cnnprov.model.DataflowBounds;
import org.cnnprov.server.access.Guard;
import org.cnnprov.server.access.TokenFile;
import org.cnnprov.server.access.Tokens;
import org.cnnprov.server.backup.BackupRoute;
import org.cnnprov.server.compat.dfanalyzer.DataflowGraph;
import org.cnnprov.server.compat.dfanalyzer.DataflowList;
import org.cnnprov.server.compat.dfanalyzer.DfAnalyzerRoutes;
import org.cnnprov.server.compat.dfanalyzer.OldPages;
import org.cnnprov.server.compat.dfanalyzer.query.QueryInterfaceRoutes;
import org.cnnprov.server.crate.CrateRoutes;
import org.cnnprov.server.edit.Commander;
import org.cnnprov.server.edit.EditRoutes;
import org.cnnprov.server.edit.SavedQueryRoutes;
import org.cnnprov.server.http.BodyReader;
import org.cnnprov.server.http.ByteBudget;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.HttpServer;
import org.cnnprov.server.http.ListenerLimits;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.http.RowsAnswer;
import org.cnnprov.server.ingest.BatchRoutes;
import org.cnnprov.server.ingest.Door;
import org.cnnprov.server.ingest.IngestPipeline;
import org.cnnprov.server.live.EventRoutes;
import org.cnnprov.server.live.Feed;
import org.cnnprov.server.metrics.Metrics;
import org.cnnprov.server.prov.DocumentAnswer;
import org.cnnprov.server.prov.Documents;
import org.cnnprov.server.prov.ImportedDocuments;
import org.cnnprov.server.prov.ImportedRoutes;
import org.cnnprov.server.prov.ProvenanceRoutes;
import org.cnnprov.server.prov.Vocabulary;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.RowLimit;
import org.cnnprov.server.query.compare.CompareRoutes;
import org.cnnprov.server.query.dataflow.DataflowDocument;
import org.cnnprov.server.query.dataflow.DataflowRoutes;
import org.cnnprov.server.query.execution.ExecutionDocument;
import org.cnnprov.server.query.execution.ExecutionRoutes;
import org.cnnprov.server.query.lineage.LineageRoutes;
import org.cnnprov.server.query.rejected.RejectedRoutes;
import org.cnnprov.server.query.series.SeriesRoutes;
import org.cnnprov.server.query.set.ElementRoutes;
import org.cnnprov.server.query.sql.SqlRoutes;
import org.cnnprov.server.query.structured.QueryRoutes;
import org.cnnprov.server.query.structured.StructuredQueries;
import org.cnnprov.server.web.WebPage;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.duckdb.DuckDbStore;
import org.cnnprov.store.duckdb.RefusalBounds;
import org.cnnprov.store.duckdb.StoreSizes;

/** The service: every part, and what it is given. */
public final class Server implements AutoCloseable {

  /** For accepting, selecting, and the requests that pass no gate. */
  private static final int THREADS_LEFT = 36;

  private final Settings settings;
  private final OpeningStore store;
  private final IngestPipeline pipeline;
  private final Feed feed;
  private final HttpServer http;

  private Server(
      Settings settings, OpeningStore store, IngestPipeline pipeline, Feed feed, HttpServer http) {
    this.settings = settings;
    this.store = store;
    this.pipeline = pipeline;
    this.feed = feed;
    this.http = http;
  }

  /** Begins what a start waits for longest, before its settings are known. */
  public static void prepare() {
    DuckDbStore.loadAhead();
  }

  /**
   * Starts on the store in the directory of the settings, and returns when it is healthy.
   *
   * @throws StoreException where the store cannot be opened
   * @throws io.javalin.util.JavalinBindException where the address cannot be listened on
   */
  public static Server start(Settings settings) throws StoreException {
    Limits limits = settings.limits();
    RefusalBounds refusals =
        new RefusalBounds(
            limits.number(Limit.REFUSALS),
            limits.number(Limit.REFUSALS_SIZE),
            limits.time(Limit.REFUSALS_AGE));
    DataflowBounds dataflows =
        new DataflowBounds(limits.count(Limit.TAG_LENGTH), limits.count(Limit.ATTRIBUTES));
    return start(
        settings,
        listener -> DuckDbStore.open(settings.data(), refusals, dataflows, listener),
        Clock.systemUTC());
  }

  /** Starts on another store and clock. */
  static Server start(Settings settings, StoreOpener opener, Clock clock) throws StoreException {
    Limits limits = settings.limits();
    Feed feed = new Feed(limits.count(Limit.LISTENERS));
    OpeningStore store = new OpeningStore(opener, feed);
    Metrics metrics = new Metrics(clock, Version.CURRENT);
    IngestPipeline pipeline =
        new IngestPipeline(
            store,
            clock,
            limits.count(Limit.WRITING_REQUESTS),
            limits.time(Limit.STORING_TIME),
            metrics.ingest());
    HttpServer http;
    try {
      http =
          HttpServer.start(
              settings.host(),
              settings.port(),
              listener(limits),
              settings.accessLog(),
              metrics,
              routes(settings, store, pipeline, feed, metrics, clock));
    } catch (RuntimeException failure) {
      feed.close();
      pipeline.close();
      store.close();
      throw failure;
    }
    Server server = new Server(settings, store, pipeline, feed, http);
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

  public Settings settings() {
    return settings;
  }

  private static Surroundings.Sizes sizes(Path data) {
    StoreSizes sizes = StoreSizes.of(data);
    return new Surroundings.Sizes(sizes.data(), sizes.log(), sizes.refused(), sizes.temporary());
  }

  /** Requests that wait for their receipt or their answer take a thread each; others go on. */
  private static ListenerLimits listener(Limits limits) {
    int waiting = limits.count(Limit.WRITING_REQUESTS) + limits.count(Limit.READING_REQUESTS);
    return new ListenerLimits(
        waiting + THREADS_LEFT,
        limits.count(Limit.CONNECTIONS),
        limits.count(Limit.HEADER_SIZE),
        limits.time(Limit.HEADER_TIME),
        limits.time(Limit.IDLE_TIME));
  }

  /**
   * Ends the streams of events, takes no more requests, answers and stores those that were
   * accepted, closes the store.
   */
  @Override
  public void close() {
    AddressFile.remove(settings.data(), settings.host(), port());
    feed.close();
    http.close();
    pipeline.close();
    store.close();
  }

  static List<Routes> routes(
      Settings settings,
      OpeningStore store,
      IngestPipeline pipeline,
      Feed feed,
      Metrics metrics,
      Clock clock) {
    Limits limits = settings.limits();
    ByteBudget budget = new ByteBudget(limits.number(Limit.BODIES_SIZE));
    JsonText form = new JsonText(limits.count(Limit.NESTING));
    BodyReader writingBodies =
        new BodyReader(
            limits.count(Limit.BODY_SIZE),
            limits.count(Limit.PLAIN_BODY_SIZE),
            limits.time(Limit.BODY_TIME),
            budget,
            form);
    BodyReader readingBodies =
        new BodyReader(
            limits.count(Limit.READING_BODY_SIZE),
            limits.count(Limit.READING_BODY_SIZE),
            limits.time(Limit.BODY_TIME),
            budget,
            form);
    Gate writing = new Gate("writing", limits.count(Limit.WRITING_REQUESTS));
    Gate reading = new Gate("reading", limits.count(Limit.READING_REQUESTS));
    Door door = new Door(writingBodies, pipeline, clock, metrics.refused());
    Reader reader = new Reader(store);
    ExecutionDocument execution = new ExecutionDocument(reader);
    DataflowDocument dataflow = new DataflowDocument(reader);
    Commander commander = new Commander(pipeline, clock);
    Tokens tokens = new Tokens(new TokenFile(settings.data()));
    Guard guard =
        new Guard(settings.loginNeeded(), tokens, limits.count(Limit.FAILED_TRIES), clock);
    Health health = new Health(store, pipeline, clock.instant());
    Surroundings surroundings =
        new Surroundings(settings.data(), () -> sizes(settings.data()), pipeline, budget);
    surroundings.addTo(metrics);
    metrics.gauge("cnnprov_listeners", "Streams of events that are open.", feed::listeners);
    StructuredQueries queries = new StructuredQueries(store, limits.time(Limit.SQL_TIME));
    RowsAnswer rows = new RowsAnswer(store, limits.number(Limit.ANSWER_SIZE));
    RowLimit rowLimit = new RowLimit(limits.number(Limit.SQL_ROWS));
    DocumentAnswer documents = new DocumentAnswer(limits.number(Limit.ANSWER_SIZE));
    return List.of(
        guard,
        health,
        new MetricsRoute(metrics),
        new BackupRoute(store, TokenFile.in(settings.data()), Version.CURRENT, clock),
        new ServerRoute(settings, health, surroundings, reader, reading),
        new Contract(),
        new WebPage(),
        new BatchRoutes(door, writing, limits.count(Limit.LINE_SIZE), form),
        new DfAnalyzerRoutes(door, writing, form),
        new DataflowList(reader, reading),
        new DataflowGraph(reader, reading),
        new OldPages(pipeline.counters()),
        new QueryInterfaceRoutes(queries, reader, readingBodies, reading, rows),
        new DataflowRoutes(reader, dataflow, reading),
        new ExecutionRoutes(reader, execution, reading),
        new EditRoutes(commander, execution, dataflow, readingBodies, writing),
        new SavedQueryRoutes(commander, reader, readingBodies, writing, reading),
        new ProvenanceRoutes(new Documents(store), reading, documents),
        new ImportedRoutes(door, reader, new ImportedDocuments(store), writing, reading, documents),
        new CrateRoutes(store, reading, limits.number(Limit.ANSWER_SIZE)),
        new Vocabulary(),
        new ElementRoutes(reader, reading),
        new CompareRoutes(store, reading),
        new LineageRoutes(reader, reading, limits.time(Limit.SQL_TIME)),
        new SeriesRoutes(reader, reading, limits.number(Limit.ANSWER_SIZE)),
        new EventRoutes(feed),
        new RejectedRoutes(store.refusals(), reading),
        new QueryRoutes(queries, readingBodies, reading, rowLimit, rows),
        new SqlRoutes(readingBodies, reading, limits.time(Limit.SQL_TIME), rowLimit, rows));
  }
}
