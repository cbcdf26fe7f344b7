package org.cnnprov.store.sql;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an event comes from.
 *
 * @param producer null at a door whose clients do not number their events
 */
record Context(@Nullable ProducerState producer, Instant receivedAt) {

  /** Where a specification stands within its event: DfAnalyzer sends it as the whole message. */
  String specificationPointer() {
    return producer == null ? "" : "/dataflow";
  }

  /** The member of a set that holds combinations of extractors. */
  String combinationsMember() {
    return producer == null ? "extractor.combinations" : "extractor_combinations";
  }

  /** Where the tag of a set stands beside its rows. */
  String setPointer(String rowsPointer) {
    return producer == null
        ? rowsPointer.substring(0, rowsPointer.lastIndexOf('/')) + "/tag"
        : "/set";
  }
}
