package org.cnnprov.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.cnnprov.server.arrow.ArrowRows;
import org.cnnprov.store.ParquetAnswer;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;

/** Answers a request with the rows of a query, as JSON, CSV, Parquet or Arrow. */
public final class RowsAnswer {

  public static final String JSON = JsonAnswer.CONTENT_TYPE;
  private static final String CSV = "text/csv";
  private static final String PARQUET = "application/vnd.apache.parquet";
  private static final String ARROW = "application/vnd.apache.arrow.stream";
  private static final String TRUNCATED = "X-Truncated";

  /** What can be written; the first is the default. */
  public static final List<String> TYPES = List.of(JSON, CSV, PARQUET, ARROW);

  private final Store store;
  private final long answerBytes;

  /**
   * Sends answers up to a size.
   *
   * @param store answers the queries
   * @param answerBytes a larger one is refused
   */
  public RowsAnswer(Store store, long answerBytes) {
    this.store = store;
    this.answerBytes = answerBytes;
  }

  /** Sends the rows in one of {@link #TYPES}; {@code more} are members of the JSON behind them. */
  public void send(Context context, String type, Query query, JsonAnswer.Body more)
      throws ProblemException, QueryException, StoreException, IOException {
    switch (type) {
      case PARQUET -> sendParquet(context, query);
      case ARROW -> sendArrow(context, query);
      case CSV -> sendCsv(context, CsvRows.Form.STANDARD, query);
      default -> sendJson(context, query, more);
    }
  }

  private void sendJson(Context context, Query query, JsonAnswer.Body more)
      throws ProblemException, QueryException, StoreException, IOException {
    try (SpooledAnswer answer = new SpooledAnswer(answerBytes)) {
      try (JsonWriter json = new JsonWriter(answer)) {
        run(query, new JsonRows(json, more));
      }
      context.contentType(JSON);
      answer.sendTo(context);
    }
  }

  /** Sends the rows as CSV of that form. */
  public void sendCsv(Context context, CsvRows.Form form, Query query)
      throws ProblemException, QueryException, StoreException, IOException {
    try (SpooledAnswer answer = new SpooledAnswer(answerBytes)) {
      CsvRows csv = new CsvRows(answer, form);
      run(query, csv);
      context.contentType(CSV + "; charset=utf-8");
      context.header(TRUNCATED, Boolean.toString(csv.truncated()));
      answer.sendTo(context);
    }
  }

  private void sendArrow(Context context, Query query)
      throws ProblemException, QueryException, StoreException, IOException {
    try (SpooledAnswer answer = new SpooledAnswer(answerBytes)) {
      ArrowRows arrow = new ArrowRows(answer, JsonWriter::text);
      run(query, arrow);
      context.contentType(ARROW);
      context.header(TRUNCATED, Boolean.toString(arrow.truncated()));
      answer.sendTo(context);
    }
  }

  private void sendParquet(Context context, Query query)
      throws QueryException, StoreException, IOException {
    try (ParquetAnswer answer = store.parquet(query, answerBytes)) {
      context.contentType(PARQUET);
      context.header(TRUNCATED, Boolean.toString(answer.truncated()));
      Files.copy(answer.file(), context.outputStream());
    }
  }

  private void run(Query query, RowSink sink)
      throws ProblemException, QueryException, StoreException {
    try {
      store.query(query, sink);
    } catch (UncheckedIOException failed) {
      throw SpooledAnswer.TooLargeException.problemIn(failed);
    }
  }
}
