package org.cnnprov.store.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cnnprov.model.Name;

/** A transformation as the writer knows it. */
final class TransformationState {

  final long id;
  final Name tag;
  final Set<Long> programs = new HashSet<>();
  final List<SetState> reads = new ArrayList<>();
  final List<SetState> writes = new ArrayList<>();

  TransformationState(long id, Name tag) {
    this.id = id;
    this.tag = tag;
  }
}
