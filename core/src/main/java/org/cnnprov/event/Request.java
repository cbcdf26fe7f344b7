package org.cnnprov.event;

import java.time.Instant;

/**
 * The request that brought a batch.
 *
 * @param receivedAt the server's clock
 * @param door the path, for example {@code /api/v1/batches}
 * @param remote the address of the client
 * @param body the raw bytes, decompressed
 */
public record Request(Instant receivedAt, String door, String remote, byte[] body) {

  /** The whole body. */
  public Slice whole() {
    return new Slice(body, 0, body.length);
  }
}
