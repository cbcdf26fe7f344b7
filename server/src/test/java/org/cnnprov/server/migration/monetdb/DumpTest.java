package org.cnnprov.server.migration.monetdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The forms are those that {@code msqldump} and {@code mclient} write, of several releases. */
class DumpTest {

  private static final String TWO_COLUMNS =
      "CREATE TABLE \"s\".\"t\" (\"a\" INTEGER, \"b\" CLOB);\n";

  @Test
  void readsColumnsAndLeavesConstraints() throws DumpException {
    Listening heard =
        Listening.to(
            """
            START TRANSACTION;
            CREATE SCHEMA "alexnet-df" AUTHORIZATION "monetdb";
            CREATE SEQUENCE "public"."df_id_seq" AS INTEGER;
            CREATE TABLE "alexnet-df"."ds_oadaptation" (
            \t"id"        INTEGER       NOT NULL DEFAULT next value for "alexnet-df"."oadaptation_id_seq",
            \t"new_lrate" DOUBLE,
            \t"price"     DECIMAL(15,2) DEFAULT 0.5,
            \t"msg"       CHARACTER LARGE OBJECT,
            \tCONSTRAINT "ds_oadaptation_id_pkey" PRIMARY KEY ("id"),
            \tCONSTRAINT "fk" FOREIGN KEY ("id") REFERENCES "public"."task" ("id") ON DELETE CASCADE
            );
            COMMIT;
            """);
    assertEquals(
        List.of(
            new Table(
                new TableName("alexnet-df", "ds_oadaptation"),
                List.of(
                    new Table.Column("id", "INTEGER"),
                    new Table.Column("new_lrate", "DOUBLE"),
                    new Table.Column("price", "DECIMAL"),
                    new Table.Column("msg", "CHARACTER LARGE OBJECT")))),
        heard.tables);
  }

  @Test
  void readsNamesWithoutQuotesInTheSchemaThatWasSet() throws DumpException {
    Listening heard =
        Listening.to("SET SCHEMA \"Public\";\nCREATE TABLE Task(id INT, keys VARCHAR(5));\n");
    assertEquals(new TableName("public", "task"), heard.tables.get(0).name());
    assertEquals(1, heard.tables.get(0).indexOf("keys"));
  }

  @Test
  void readsRowsWithBars() throws DumpException {
    rows(copy(2, "'|','\\n','\"'") + "1|\"x|y\"\n2|NULL\n", row("1", "x|y"), row("2", null));
  }

  @Test
  void readsRowsWithTabs() throws DumpException {
    rows(
        copy(2, "E'\\t',E'\\n','\"'") + "1\t\"x\ty\"\n2\tNULL\n", row("1", "x\ty"), row("2", null));
  }

  @Test
  void readsTabsThatBecameSpaces() throws DumpException {
    rows(
        copy(3, "'\\t','\\n','\"'") + "1       \"x  y\"\n2       NULL\n  -3 \t  \"\"  \n",
        row("1", "x  y"),
        row("2", null),
        row("-3", ""));
  }

  @Test
  void toldApartIsTheTextNullFromNoValue() throws DumpException {
    rows(copy(2) + "1|\"NULL\"\n2|\"null\"\n", row("1", "NULL"), row("2", "null"));
  }

  @Test
  void readsEscapes() throws DumpException {
    rows(
        copy(2)
            + "1|\"a\\\\b \\\"c\\\" d\\ne\\tf \\303\\251 \\1!\"\n"
            + "2|\"\"\"quoted\"\" \\q \\x41\\u00e9\"\n",
        row("1", "a\\b \"c\" d\ne\tf é \1!"),
        row("2", "\"quoted\" \\q Aé"));
  }

  @Test
  void leavesBackslashesWhereTheyAreNoEscapes() throws DumpException {
    rows(
        copy(1, "'|',E'\\n','\"' NO ESCAPE") + "1|\"C:\\new \"\"x\"\"\"\n",
        row("1", "C:\\new \"x\""));
  }

  @Test
  void readsLineFeedsWithinQuotes() throws DumpException {
    Listening heard =
        rows(copy(2) + "1|\"x\ny|z\n\"\n2|\"w\"\n", row("1", "x\ny|z\n"), row("2", "w"));
    assertEquals(List.of(3L, 6L), heard.lines);
  }

  @Test
  void readsCarriageReturns() throws DumpException {
    String dump = (TWO_COLUMNS + copy(2) + "1|\"x\"\n2|NULL\nCOMMIT;\n").replace("\n", "\r\n");
    assertEquals(List.of(row("1", "x"), row("2", null)), Listening.to(dump).rows);
  }

  @Test
  void readsTextsWithoutQuotes() throws DumpException {
    rows(
        copy(2, "'|','|\\n' NULL AS ''") + "1|it's a \"b\"|\n2||\n",
        row("1", "it's a \"b\""),
        row("2", null));
  }

  @Test
  void readsInserts() throws DumpException {
    rows(
        """
        INSERT INTO "s"."t" VALUES (1, 'it''s (a), b;'), (-2.5e-3, NULL);
        INSERT INTO "s"."t" ("b", "a") VALUES ('x\\ty', 4);
        INSERT INTO "s"."t" VALUES (5, TIMESTAMP '2021-03-24 21:46:14.000000');
        """,
        row("1", "it's (a), b;"),
        row("-2.5e-3", null),
        row("4", "x\ty"),
        row("5", "2021-03-24 21:46:14.000000"));
  }

  @Test
  void readsThreeInTheMiddleOfAlterViewAndGrant() throws DumpException {
    rows(
        copy(1)
            + """
            1|"x"
            ALTER TABLE "s"."t" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "public"."task" ("id");
            ALTER SEQUENCE "otrainingmodel_id_seq" RESTART WITH 801 NO CYCLE;
            create view ifilters(id, timestamp) as
            select ds.id, ds.timestamp -- a comment; with a semicolon
             from ds_ifilters as ds
            ;
            GRANT SELECT ON "s"."t" TO "public";
            """
            + copy(1)
            + "2|\"y\"\nCOMMIT;\n",
        row("1", "x"),
        row("2", "y"));
  }

  @Test
  void takesNoRowsOutOfFunctions() throws DumpException {
    Listening heard =
        rows(
            """
            create function insertdataflow (v_tag varchar(50))
            returns integer
            begin
             declare v_df_id integer;
             if(v_df_id is null) then
             #select next value; don't
             insert into dataflow(tag) values (v_tag);
             end if;
             while 1 > 2 do set v_df_id = case when 1 = 2 then 3 end; end while;
             return select df.id from dataflow df where df.tag=v_tag;
            end;
            create function f(x integer) returns integer external name m.f;
            """
                + copy(1)
                + "1|\"x\"\n",
            row("1", "x"));
    assertEquals(List.of(), heard.passedOver);
  }

  @Test
  void tellsWhatItPassedOver() throws DumpException {
    Listening heard =
        Listening.to(
            "UPDATE \"s\".\"t\" SET a = 1;\n"
                + "COPY 2 RECORDS INTO \"s\".\"gone\" FROM stdin USING DELIMITERS '|','\\n','\"';\n"
                + "1|\"x\ny\"\n2|NULL\n"
                + "COPY INTO x FROM '/tmp/x.csv';\n".replace("COPY INTO", "COPY BINARY INTO"));
    assertEquals(
        List.of(
            "1: the statement UPDATE (0)",
            "2: the rows of \"s\".\"gone\", which was not created before (2)",
            "6: a COPY whose rows are not in this file (0)"),
        heard.passedOver);
  }

  @Test
  void saysWhereARowIsWrong() {
    refuses(
        "line 3: row 1 of 1 of \"s\".\"t\": expected 2 values, came 3: 1|2|3", copy(1) + "1|2|3\n");
    refuses("line 3: row 1 of 1 of \"s\".\"t\": expected 2 values, came 1: 1", copy(1) + "1\n");
    refuses(
        "line 3: row 1 of 1 of \"s\".\"t\": expected 2 values, came 0: 1|\"x\"y",
        copy(1) + "1|\"x\"y\n");
    refuses(
        "line 4: row 2 of 2 of \"s\".\"t\": expected 2 values, came 1: COMMIT;",
        copy(2) + "1|2\nCOMMIT;\n");
    refuses(
        "line 4: row 2 of 2 of \"s\".\"t\": expected another row, came the end of the file",
        copy(2) + "1|2\n");
    refuses(
        "line 3: row 1 of 1 of \"s\".\"t\": the quote of a value in this row has no end",
        copy(1) + "1|\"x\nCOMMIT;\n");
  }

  @Test
  void saysThatThereAreMoreRowsThanAnnounced() {
    refuses(
        "line 4: expected a statement (after the number of rows that the COPY before it announces),"
            + " came '2'",
        copy(1) + "1|\"x\"\n2|\"y\"\n");
  }

  @Test
  void saysWhereAStatementIsWrong() {
    refuses("line 2: the statement that begins here has no end", "ALTER TABLE x\n");
    refuses(
        "line 2: the quote that begins here has no end",
        "INSERT INTO \"s\".\"t\" VALUES (1, 'x);\n");
    refuses(
        "line 2: expected 2 values for \"s\".\"t\", came 1",
        "INSERT INTO \"s\".\"t\" VALUES (1);\n");
    refuses("line 2: the table \"s\".\"t\" has no column 'c'", "INSERT INTO s.t (c) VALUES (1);\n");
    refuses(
        "line 2: expected the number of records, came 'INTO'",
        "COPY INTO \"s\".\"t\" FROM stdin;\n");
    refuses("line 2: expected a value, came 'now'", "INSERT INTO \"s\".\"t\" VALUES (1, now());\n");
  }

  @Test
  void refusesOtherEncodings() {
    byte[] dump = (TWO_COLUMNS + copy(1) + "1|\"\u00e9\"\n").getBytes(StandardCharsets.ISO_8859_1);
    DumpException wrong = assertThrows(DumpException.class, () -> Listening.to(dump));
    assertEquals(
        "line 3: row 1 of 1 of \"s\".\"t\": expected UTF-8 (MonetDB writes nothing else), came other"
            + " bytes",
        wrong.getMessage());
  }

  private static String copy(int records) {
    return copy(records, "'|','\\n','\"'");
  }

  private static String copy(int records, String delimiters) {
    return "COPY %d RECORDS INTO \"s\".\"t\" FROM stdin USING DELIMITERS %s;\n"
        .formatted(records, delimiters);
  }

  private static void refuses(String message, String dump) {
    DumpException wrong = assertThrows(DumpException.class, () -> Listening.to(TWO_COLUMNS + dump));
    assertEquals(message, wrong.getMessage());
  }

  private static Listening rows(String dump, Object... expected) throws DumpException {
    Listening heard = Listening.to(TWO_COLUMNS + dump);
    assertEquals(List.of(expected), heard.rows);
    return heard;
  }

  private static List<@Nullable String> row(@Nullable String... values) {
    return Arrays.asList(values);
  }
}
