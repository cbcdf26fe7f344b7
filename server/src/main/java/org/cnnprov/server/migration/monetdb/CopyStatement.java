package org.cnnprov.server.migration.monetdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code COPY n RECORDS INTO … FROM stdin USING DELIMITERS …}, up to its semicolon. */
record CopyStatement(TableName table, List<String> columns, CopyForm form) {

  /** Reads it behind its first word; null where the rows stand in another file. */
  static @Nullable CopyStatement read(Statement statement, @Nullable String schema)
      throws IOException, DumpException {
    if (statement.peek().kind() != Token.Kind.NUMBER) {
      if (statement.peek().is("INTO")) {
        throw statement.expected("the number of records");
      }
      return null;
    }
    CopyForm form = CopyForm.standard(records(statement));
    if (statement.accept("OFFSET")) {
      statement.next();
    }
    statement.expect("RECORDS");
    statement.expect("INTO");
    TableName table = statement.tableName(schema);
    List<String> columns = columns(statement);
    statement.expect("FROM");
    if (!statement.accept("STDIN")) {
      return null;
    }
    columns(statement);
    while (!statement.peek().isSymbol(';')) {
      form = clause(statement, form);
    }
    return new CopyStatement(table, columns, form);
  }

  /** A list of columns in parentheses, where there is one. */
  static List<String> columns(Statement statement) throws IOException, DumpException {
    List<String> columns = new ArrayList<>();
    if (statement.acceptSymbol('(')) {
      do {
        columns.add(statement.name());
      } while (statement.acceptSymbol(','));
      statement.expectSymbol(')');
    }
    return columns;
  }

  private static long records(Statement statement) throws IOException, DumpException {
    try {
      long records = Long.parseLong(statement.peek().text());
      statement.next();
      return records;
    } catch (NumberFormatException fraction) {
      throw statement.expected("the number of records");
    }
  }

  private static CopyForm clause(Statement statement, CopyForm form)
      throws IOException, DumpException {
    if (statement.accept("USING") || statement.peek().is("DELIMITERS")) {
      statement.expect("DELIMITERS");
      return delimiters(statement, form);
    } else if (statement.accept("NULL")) {
      statement.accept("AS");
      return form.withAbsent(statement.text());
    } else if (statement.accept("NO")) {
      return statement.next().is("ESCAPE") ? form.withoutEscapes() : form;
    } else if (statement.accept("BEST")
        || statement.accept("EFFORT")
        || statement.accept("ESCAPE")
        || statement.accept("LOCKED")) {
      return form;
    }
    throw statement.expected("a clause of COPY, or ';'");
  }

  private static CopyForm delimiters(Statement statement, CopyForm form)
      throws IOException, DumpException {
    String field = statement.text();
    String record = statement.acceptSymbol(',') ? statement.text() : "\n";
    if (field.isEmpty() || !record.endsWith("\n")) {
      throw statement.expected("a delimiter of values, and one of rows that ends with '\\n',");
    }
    String quote = statement.acceptSymbol(',') ? statement.text() : "";
    return form.delimitedBy(field, record, quote.isEmpty() ? null : quote.charAt(0));
  }
}
