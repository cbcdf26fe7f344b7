package org.cnnprov.store.sql;

import org.cnnprov.store.sql.SetState.Layout;
import org.jspecify.annotations.Nullable;

/** In which order the values of positional rows stand. */
final class Layouts {

  private final Catalogue catalogue;
  private final Changes changes;

  Layouts(Catalogue catalogue, Changes changes) {
    this.catalogue = catalogue;
    this.changes = changes;
  }

  /** The order that a positional row of that many values follows; null if none was ever given. */
  @Nullable Layout of(SetState set, @Nullable ExecutionState execution, int size) {
    long horizon = execution == null ? catalogue.lastLayout : execution.layoutHorizon;
    if (execution != null) {
      horizon = Math.max(horizon, execution.layouts.getOrDefault(set.id, 0L));
    }
    Layout layout = set.layoutUntil(horizon);
    if (layout == null || layout.attributes().size() != size) {
      Layout newer = set.newerLayout(horizon, size);
      return newer == null ? layout : newer;
    }
    return layout;
  }

  /** The rows have followed this layout: those to come follow no older one. */
  void moveOn(ExecutionState execution, SetState set, Layout layout) {
    if (layout.id() > execution.layoutHorizon
        && execution.layouts.getOrDefault(set.id, 0L) < layout.id()) {
      execution.layouts.put(set.id, layout.id());
      changes.add(Tables.EXECUTION_LAYOUT, execution.id, set.id, layout.id());
    }
  }
}
