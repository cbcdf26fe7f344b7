package org.cnnprov.server.edit;

import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import org.cnnprov.event.Batch;
import org.cnnprov.event.Command;
import org.cnnprov.event.Request;
import org.cnnprov.model.Problem;
import org.cnnprov.server.access.Guard;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.ingest.IngestPipeline;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Brings commands into the corridor, and tells who gave them. */
public final class Commander {

  private static final byte[] NOTHING = new byte[0];

  private final IngestPipeline pipeline;
  private final Clock clock;

  public Commander(IngestPipeline pipeline, Clock clock) {
    this.pipeline = pipeline;
    this.clock = clock;
  }

  /**
   * Carries the command out; durable when this returns.
   *
   * @param named whom the request names; the name of a token goes before it
   * @return the id of what it was about
   * @throws ProblemException where it cannot be done
   */
  long carryOut(Command command, Context context, @Nullable String named)
      throws ProblemException, StoreException {
    String person = Guard.nameOf(context).orElse(named);
    Request request = new Request(clock.instant(), context.endpoint().path, context.ip(), NOTHING);
    Receipt receipt = pipeline.submit(new Batch.Commanded(request, person, command));
    if (receipt instanceof Receipt.Done done) {
      return done.id();
    }
    List<Problem> problems = ((Receipt.Refused) receipt).problems();
    Problem first = problems.get(0);
    throw first.pointer().isEmpty()
        ? new ProblemException(first.code(), first.detail())
        : new ProblemException(problems);
  }
}
