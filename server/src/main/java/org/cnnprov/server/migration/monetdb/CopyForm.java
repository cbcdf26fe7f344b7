package org.cnnprov.server.migration.monetdb;

import org.jspecify.annotations.Nullable;

/**
 * How the rows of a {@code COPY} are written.
 *
 * @param records how many there are
 * @param field what stands between two values
 * @param record what stands behind a row; ends with a line feed
 * @param quote the character around texts; null where texts have none
 * @param absent what stands for NULL, without quotes
 * @param escapes whether a backslash has a meaning
 */
record CopyForm(
    long records,
    String field,
    String record,
    @Nullable Character quote,
    String absent,
    boolean escapes) {

  /** Before the clauses of the statement say otherwise. */
  static CopyForm standard(long records) {
    return new CopyForm(records, "|", "\n", null, "NULL", true);
  }

  CopyForm delimitedBy(String field, String record, @Nullable Character quote) {
    return new CopyForm(records, field, record, quote, absent, escapes);
  }

  CopyForm withAbsent(String absent) {
    return new CopyForm(records, field, record, quote, absent, escapes);
  }

  CopyForm withoutEscapes() {
    return new CopyForm(records, field, record, quote, absent, false);
  }

  /**
   * Whether runs of blanks may stand between values: a dump whose tabs became spaces on its way
   * through an editor or a page.
   */
  boolean mayBePadded() {
    return field.equals("\t") && quote != null;
  }
}
