package org.cnnprov.server.ingest;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.codec.Warning;
import org.cnnprov.event.Batch;
import org.cnnprov.event.Request;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Problem;
import org.cnnprov.server.http.Body;
import org.cnnprov.server.http.BodyReader;
import org.cnnprov.server.http.ProblemDocument;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.UnreadableBodyException;
import org.cnnprov.server.metrics.Refused;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.StoreException;

/**
 * The way of a request into the corridor, the same for every format: read, decode, submit, and tell
 * what became of it. What cannot be read or decoded is submitted as well, to be kept among the
 * refused with its reason.
 */
public final class Door {

  private final BodyReader bodies;
  private final IngestPipeline pipeline;
  private final Clock clock;
  private final Refused refused;

  public Door(BodyReader bodies, IngestPipeline pipeline, Clock clock, Refused refused) {
    this.bodies = bodies;
    this.pipeline = pipeline;
    this.clock = clock;
    this.refused = refused;
  }

  /** What was stored durably, for the answer. */
  public record Stored(long number, List<Problem> rejected, List<Warning> warnings) {}

  /**
   * Takes a request in whose events are stored.
   *
   * @param types the media types that the format has; empty where the header is not looked at
   * @throws ProblemException where it was refused
   */
  public Stored receive(Context context, List<String> types, Decoder decoder)
      throws ProblemException, StoreException, IOException {
    Delivered delivered = deliver(context, types, decoder);
    if (delivered.receipt() instanceof Receipt.Stored stored) {
      refused.events(stored.rejected());
      return new Stored(stored.stored(), stored.rejected(), delivered.warnings());
    }
    throw problem(delivered.receipt());
  }

  /**
   * Takes a request in that is kept as a whole.
   *
   * @param types the media types that it may have
   * @return {@link Receipt.Done}, or {@link Receipt.Known} where it was there already
   * @throws ProblemException where it was refused
   */
  public Receipt receiveWhole(Context context, List<String> types, Decoder decoder)
      throws ProblemException, StoreException, IOException {
    Receipt receipt = deliver(context, types, decoder).receipt();
    if (receipt instanceof Receipt.Done || receipt instanceof Receipt.Known) {
      return receipt;
    }
    throw problem(receipt);
  }

  private record Delivered(Receipt receipt, List<Warning> warnings) {}

  private Delivered deliver(Context context, List<String> types, Decoder decoder)
      throws ProblemException, StoreException, IOException {
    try (Body body = bodies.read(context, types)) {
      return submit(request(context, body.bytes()), decoder);
    } catch (UnreadableBodyException unreadable) {
      Request request = request(context, unreadable.beginning());
      throw refused(request, List.of(unreadable.problem()));
    }
  }

  private Delivered submit(Request request, Decoder decoder)
      throws ProblemException, StoreException {
    Decoder.Decoded decoded;
    try {
      decoded = decoder.decode(request);
    } catch (UndecodableException undecodable) {
      throw refused(request, undecodable.problems());
    }
    return new Delivered(pipeline.submit(decoded.batch()), decoded.warnings());
  }

  private static ProblemException problem(Receipt receipt) {
    if (receipt instanceof Receipt.Gap gap) {
      String detail = "the batch leaves a gap: %d is the next number".formatted(gap.expected());
      return new ProblemException(
          new ProblemDocument(
              ErrorCode.SEQUENCE_GAP, detail, List.of(), Map.of("expected", gap.expected())));
    }
    return new ProblemException(((Receipt.Refused) receipt).problems());
  }

  private ProblemException refused(Request request, List<Problem> problems)
      throws ProblemException, StoreException {
    pipeline.submit(new Batch.Undecodable(request, problems));
    return new ProblemException(problems);
  }

  private Request request(Context context, byte[] body) {
    return new Request(clock.instant(), context.endpoint().path, context.ip(), body);
  }
}
