package org.cnnprov.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.StoreException;

/** Answers a request with the rows of a query, as JSON or CSV. */
public final class RowsAnswer {

  public static final String JSON = JsonAnswer.CONTENT_TYPE;
  private static final String CSV = "text/csv";

  /** What can be written; the first is the default. */
  public static final List<String> TYPES = List.of(JSON, CSV);

  /** Runs the query. */
  public interface Rows {
    void writeTo(RowSink sink) throws QueryException, StoreException;
  }

  private RowsAnswer() {}

  /** Sends the rows in one of {@link #TYPES}; {@code more} are members of the JSON behind them. */
  public static void send(Context context, String type, Rows rows, JsonAnswer.Body more)
      throws ProblemException, QueryException, StoreException, IOException {
    if (type.equals(CSV)) {
      sendCsv(context, CsvRows.Form.STANDARD, rows);
      return;
    }
    try (SpooledAnswer answer = new SpooledAnswer()) {
      try (JsonWriter json = new JsonWriter(answer)) {
        run(rows, new JsonRows(json, more));
      }
      context.contentType(JSON);
      answer.sendTo(context);
    }
  }

  /** Sends the rows as CSV of that form. */
  public static void sendCsv(Context context, CsvRows.Form form, Rows rows)
      throws ProblemException, QueryException, StoreException, IOException {
    try (SpooledAnswer answer = new SpooledAnswer()) {
      CsvRows csv = new CsvRows(answer, form);
      run(rows, csv);
      context.contentType(CSV + "; charset=utf-8");
      context.header("X-Truncated", Boolean.toString(csv.truncated()));
      answer.sendTo(context);
    }
  }

  private static void run(Rows rows, RowSink sink)
      throws ProblemException, QueryException, StoreException {
    try {
      rows.writeTo(sink);
    } catch (UncheckedIOException failed) {
      if (failed.getCause() instanceof SpooledAnswer.TooLargeException tooLarge) {
        throw tooLarge.problem();
      }
      throw failed;
    }
  }
}
