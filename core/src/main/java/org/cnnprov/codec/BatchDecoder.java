package org.cnnprov.codec;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.event.Batch;
import org.cnnprov.event.Request;
import org.cnnprov.event.Slice;

/**
 * Decodes the body of {@code POST /api/v1/batches}: a header line, then one event a line ({@code
 * spec/events.schema.json}). An empty line counts too, as one that is no event, so that the numbers
 * of those behind it stay what the client meant.
 */
public final class BatchDecoder {

  private BatchDecoder() {}

  /**
   * What a body holds.
   *
   * @param warnings members that were left out because nothing is known of them; bounded
   */
  public record Decoded(Batch.Numbered batch, List<Warning> warnings) {}

  /** Decodes a body whose lines may be as long as it is. */
  public static Decoded decode(Request request) throws UndecodableException {
    return decode(request, request.body().length, JsonText.USUAL);
  }

  /**
   * Decodes a body. A line that is no valid event is part of the batch, without an event and with
   * its problems.
   *
   * @param lineBytes the longest line that is looked at
   * @param form how it may be nested
   * @throws UndecodableException where the frame is wrong: not UTF-8, or without a valid header
   */
  public static Decoded decode(Request request, int lineBytes, JsonText form)
      throws UndecodableException {
    Slice body = request.whole();
    Utf8.check(body);
    Lines lines = new Lines(body);
    if (!lines.hasNext()) {
      throw new UndecodableException(
          List.of(BatchHeader.invalid("expected a header line, came an empty body")));
    }
    BatchHeader header = BatchHeader.read(lines.next());
    EventDecoder decoder = new EventDecoder(lineBytes, form);
    List<Batch.Line> events = new ArrayList<>();
    while (lines.hasNext()) {
      events.add(decoder.decode(lines.next(), events.size()));
    }
    return new Decoded(
        new Batch.Numbered(request, header.producer(), header.first(), events), decoder.warnings());
  }
}
