package org.cnnprov.server.query.dataflow;

import io.javalin.http.Context;
import java.io.IOException;
import org.cnnprov.server.http.JsonAnswer;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.StoreException;

/** One dataflow with all that it consists of, as the answer to a request that names it. */
public final class DataflowDocument {

  private final Reader reader;

  public DataflowDocument(Reader reader) {
    this.reader = reader;
  }

  /** Answers with the dataflow whose id is in the path. */
  public void send(Context context) throws ProblemException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    Row dataflow =
        reader.row(Fragment.of(DataflowSql.ONE, parameters.id())).orElseThrow(parameters::notFound);
    JsonAnswer.send(context, json -> json.value(dataflow.values()));
  }
}
