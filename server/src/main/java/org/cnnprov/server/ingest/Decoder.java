package org.cnnprov.server.ingest;

import java.util.List;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.codec.Warning;
import org.cnnprov.event.Batch;
import org.cnnprov.event.Request;

/** Turns the body of one format into a batch. */
public interface Decoder {

  Decoded decode(Request request) throws UndecodableException;

  /**
   * A batch, and what was left out of it.
   *
   * @param warnings members that are not known
   */
  record Decoded(Batch batch, List<Warning> warnings) {}
}
