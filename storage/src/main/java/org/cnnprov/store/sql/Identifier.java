package org.cnnprov.store.sql;

import java.util.Set;

/** Names in SQL text. They come from users, and are quoted wherever they stand. */
public final class Identifier {

  private Identifier() {}

  /** The name as a delimited identifier (ISO 9075). */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** {@code wanted}, or with as many underscores behind it as make it free. */
  static String free(String wanted, Set<String> taken) {
    String name = wanted;
    while (taken.contains(name)) {
      name += "_";
    }
    return name;
  }
}
