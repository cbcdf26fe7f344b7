package org.cnnprov.store.sql;

import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something with a row of its own in a catalogue table, which may change. */
abstract class Entity {

  /** The row as it stands in the store; null for one that does not yet. */
  private @Nullable Object @Nullable [] written;

  abstract Table table();

  /** The values of the row, the key first. */
  abstract @Nullable Object[] row();

  /** Whether the row stands in the store, in an earlier form perhaps. */
  final boolean stored() {
    return written != null;
  }

  /** The row stands in the store as it is now. */
  final void markStored() {
    written = row();
  }

  /** The places of the columns that differ from the row in the store. */
  final BitSet changed() {
    BitSet changed = new BitSet();
    @Nullable Object[] before = Objects.requireNonNull(written, "not stored yet");
    @Nullable Object[] now = row();
    for (int i = 0; i < now.length; i++) {
      if (!Objects.equals(before[i], now[i])) {
        changed.set(i);
      }
    }
    return changed;
  }
}
