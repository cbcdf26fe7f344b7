package org.cnnprov.store.sql;

import java.util.Locale;

/** How an execution came into the store, and so what keeps it alive. */
enum CaptureDoor {
  /** A capture library reports it, with a heartbeat. */
  NATIVE,
  /** A client of DfAnalyzer reports it: no heartbeat, later messages reopen it. */
  DFANALYZER,
  /** Another system recorded it: no heartbeat, and the rows say which tasks read them. */
  IMPORT;

  static CaptureDoor of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** As the column {@code door} has it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
