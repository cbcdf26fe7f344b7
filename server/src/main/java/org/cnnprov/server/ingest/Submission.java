package org.cnnprov.server.ingest;

import java.util.concurrent.CompletableFuture;
import org.cnnprov.event.Batch;
import org.cnnprov.store.Receipt;

/** A batch in the queue, and the receipt that its request waits for. */
record Submission(Batch batch, CompletableFuture<Receipt> receipt) {

  Submission(Batch batch) {
    this(batch, new CompletableFuture<>());
  }
}
