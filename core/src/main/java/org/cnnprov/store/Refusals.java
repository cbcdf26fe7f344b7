package org.cnnprov.store;

import java.util.List;
import java.util.Optional;

/** What was refused, newest first. Kept apart from what users may query. */
public interface Refusals {

  /** At most {@code limit} refusals with an id below {@code before}. */
  List<Refusal> page(long before, int limit) throws StoreException;

  Optional<Refusal> find(long id) throws StoreException;
}
