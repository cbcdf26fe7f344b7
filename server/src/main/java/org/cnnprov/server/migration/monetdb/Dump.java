package org.cnnprov.server.migration.monetdb;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dump from its first byte to its last, statement by statement. What creates no table and
 * brings no rows is passed over; what may have held data is told to the listener.
 */
public final class Dump {

  private static final Set<String> WITHOUT_DATA =
      Set.of(
          "START",
          "BEGIN",
          "COMMIT",
          "ROLLBACK",
          "SET",
          "ALTER",
          "GRANT",
          "COMMENT",
          "DROP",
          "ANALYZE",
          "REVOKE",
          "SAVEPOINT",
          "RELEASE");

  private static final Set<String> FUNCTIONS =
      Set.of("FUNCTION", "PROCEDURE", "AGGREGATE", "FILTER", "LOADER", "TRIGGER", "WINDOW");

  /** Words that end the type of a column. */
  private static final Set<String> BEHIND_TYPE =
      Set.of(
          "NOT",
          "NULL",
          "DEFAULT",
          "GENERATED",
          "PRIMARY",
          "UNIQUE",
          "REFERENCES",
          "CHECK",
          "CONSTRAINT",
          "AUTO_INCREMENT");

  private static final Set<String> CONSTRAINTS =
      Set.of("CONSTRAINT", "PRIMARY", "FOREIGN", "UNIQUE", "CHECK");

  private final DumpBytes bytes;
  private final DumpListener listener;
  private final Statement statement;
  private final Map<TableName, Table> tables = new HashMap<>();
  private @Nullable String schema;

  private Dump(InputStream input, DumpListener listener) throws IOException, DumpException {
    this.bytes = new DumpBytes(input);
    this.listener = listener;
    this.statement = new Statement(new Lexer(bytes));
  }

  /**
   * Reads all of it.
   *
   * @throws DumpException where it is no dump, with the line
   */
  public static void read(InputStream input, DumpListener listener)
      throws IOException, DumpException {
    Dump dump = new Dump(input, listener);
    while (dump.statement.peek().kind() != Token.Kind.END) {
      dump.statement();
    }
  }

  private void statement() throws IOException, DumpException {
    if (statement.acceptSymbol(';')) {
      return;
    }
    Token first = statement.peek();
    if (first.kind() != Token.Kind.WORD) {
      throw statement.expected(
          "a statement (after the number of rows that the COPY before it announces)");
    }
    statement.next();
    switch (first.upper()) {
      case "CREATE" -> create(first.line());
      case "SET" -> set();
      case "COPY" -> copy(first.line());
      case "INSERT" -> insert(first.line());
      default -> other(first);
    }
  }

  private void other(Token first) throws IOException, DumpException {
    if (!WITHOUT_DATA.contains(first.upper())) {
      listener.passedOver("the statement " + first.upper(), 0, first.line());
    }
    statement.passOver();
  }

  private void set() throws IOException, DumpException {
    if (statement.accept("SCHEMA")) {
      Token name = statement.next();
      schema = name.text();
    }
    statement.passOver();
  }

  private void create(long line) throws IOException, DumpException {
    while (statement.peek().kind() == Token.Kind.WORD) {
      Token kind = statement.next();
      if (kind.is("TABLE")) {
        table(line);
        return;
      } else if (FUNCTIONS.contains(kind.upper())) {
        statement.passOverFunction();
        return;
      } else if (kind.is("VIEW") || kind.is("SCHEMA") || kind.is("SEQUENCE")) {
        break;
      }
    }
    statement.passOver();
  }

  private void table(long line) throws IOException, DumpException {
    if (statement.accept("IF")) {
      statement.expect("NOT");
      statement.expect("EXISTS");
    }
    TableName name = statement.tableName(schema);
    List<Table.Column> columns = new ArrayList<>();
    if (statement.acceptSymbol('(')) {
      do {
        item(columns);
      } while (statement.acceptSymbol(','));
      statement.expectSymbol(')');
    } else {
      listener.passedOver("the table " + name + ", created without a list of columns", 0, line);
    }
    statement.passOver();
    Table table = new Table(name, columns);
    tables.put(name, table);
    listener.table(table, line);
  }

  private void item(List<Table.Column> columns) throws IOException, DumpException {
    Token first = statement.peek();
    if (first.kind() != Token.Kind.WORD || !CONSTRAINTS.contains(first.upper())) {
      columns.add(new Table.Column(statement.name(), type()));
    }
    int depth = 0;
    while (depth > 0 || !(statement.peek().isSymbol(',') || statement.peek().isSymbol(')'))) {
      Token token = statement.next();
      if (token.kind() == Token.Kind.END) {
        throw new DumpException(
            first.line(), "the column or constraint that begins here has no end");
      }
      depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
    }
  }

  private String type() throws IOException, DumpException {
    List<String> words = new ArrayList<>();
    while (statement.peek().kind() == Token.Kind.WORD
        && !BEHIND_TYPE.contains(statement.peek().upper())) {
      words.add(statement.next().upper());
    }
    return String.join(" ", words);
  }

  private void copy(long line) throws IOException, DumpException {
    CopyStatement copy = CopyStatement.read(statement, schema);
    if (copy == null) {
      listener.passedOver("a COPY whose rows are not in this file", 0, line);
      statement.passOver();
      return;
    }
    Table table = tables.get(copy.table());
    CopyRows rows = new CopyRows(bytes, copy.form());
    rows.begin();
    if (table == null || table.columns().isEmpty()) {
      for (long i = 0; i < copy.form().records(); i++) {
        rows.skip();
      }
      String what = "the rows of %s, which was not created before".formatted(copy.table());
      listener.passedOver(what, copy.form().records(), line);
    } else {
      RowOrder order = RowOrder.of(table, copy.columns(), line);
      for (long i = 0; i < copy.form().records(); i++) {
        List<@Nullable String> values = read(rows, order, table, i, copy);
        listener.row(table, order.sorted(values), rows.line());
      }
    }
    statement.next(); // The semicolon; the rows behind it are read.
  }

  private static List<@Nullable String> read(
      CopyRows rows, RowOrder order, Table table, long index, CopyStatement copy)
      throws IOException, DumpException {
    try {
      return rows.read(order.size());
    } catch (DumpException wrong) {
      throw new DumpException(
          rows.line(),
          "row %d of %d of %s: %s"
              .formatted(
                  index + 1,
                  copy.form().records(),
                  table.name(),
                  String.valueOf(wrong.getMessage()).replaceFirst("^line \\d+: ", "")));
    }
  }

  private void insert(long line) throws IOException, DumpException {
    statement.expect("INTO");
    TableName name = statement.tableName(schema);
    List<String> columns = CopyStatement.columns(statement);
    Table table = tables.get(name);
    if (!statement.accept("VALUES") || table == null || table.columns().isEmpty()) {
      listener.passedOver("an INSERT into " + name, 1, line);
      statement.passOver();
      return;
    }
    RowOrder order = RowOrder.of(table, columns, line);
    do {
      long begin = statement.peek().line();
      List<@Nullable String> values = values();
      if (values.size() != order.size()) {
        throw new DumpException(
            begin,
            "expected %d values for %s, came %d".formatted(order.size(), name, values.size()));
      }
      listener.row(table, order.sorted(values), begin);
    } while (statement.acceptSymbol(','));
    statement.expectSymbol(';');
  }

  private List<@Nullable String> values() throws IOException, DumpException {
    List<@Nullable String> values = new ArrayList<>();
    statement.expectSymbol('(');
    do {
      values.add(statement.literal());
    } while (statement.acceptSymbol(','));
    statement.expectSymbol(')');
    return values;
  }
}
