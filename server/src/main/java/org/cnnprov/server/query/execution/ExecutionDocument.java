package org.cnnprov.server.query.execution;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.cnnprov.server.http.JsonAnswer;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/** One execution with all that is known of it, as the answer to a request that names it. */
public final class ExecutionDocument {

  private final Reader reader;

  public ExecutionDocument(Reader reader) {
    this.reader = reader;
  }

  /** Answers with the execution whose id is in the path. */
  public void send(Context context) throws ProblemException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    Row execution = find(parameters.id()).orElseThrow(parameters::notFound);
    JsonAnswer.send(context, json -> json.value(execution.values()));
  }

  /** The document of an execution. */
  public Optional<Row> find(long id) throws StoreException {
    return reader.row(ExecutionSql.one(id)).map(ExecutionJson::whole).map(Row::new);
  }
}
