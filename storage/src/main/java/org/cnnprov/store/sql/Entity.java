package org.cnnprov.store.sql;

import org.jspecify.annotations.Nullable;

/** Something with a row of its own in a catalogue table, which may change. */
abstract class Entity {

  private boolean stored;

  abstract Table table();

  /** The values of the row, the key first. */
  abstract @Nullable Object[] row();

  /** Whether the row stands in the store, in an earlier form perhaps. */
  final boolean stored() {
    return stored;
  }

  final void markStored() {
    stored = true;
  }
}
