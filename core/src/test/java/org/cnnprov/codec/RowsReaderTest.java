package org.cnnprov.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.cnnprov.event.Batch;
import org.cnnprov.event.ElementsReported;
import org.cnnprov.event.Rows;
import org.cnnprov.model.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsReaderTest {

  @Test
  void valuesKeepTheirKind() throws Exception {
    Rows.Row row = rows("[{'a':1,'b':0.1,'c':true,'d':'x','e':null}]").get(0);
    assertEquals(
        List.of("a", "b", "c", "d", "e"), row.names().stream().map(Name::display).toList());
    assertEquals(Arrays.asList(1L, 0.1, true, "x", null), row.values());
  }

  @Test
  void ieeeValuesStayTexts() throws Exception {
    assertEquals(
        List.of("NaN", "Infinity", "-Infinity"),
        rows("[{'a':'NaN','b':'Infinity','c':'-Infinity'}]").get(0).values());
  }

  @Test
  void numbersAreExact() throws Exception {
    assertEquals(
        List.of(
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0x1p63,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            0.009999999776482582,
            1e-5),
        rows("[{'a':9223372036854775807,'b':-9223372036854775808,'c':9223372036854775808,"
                + "'d':5e-324,'e':1.7976931348623157e+308,'f':0.009999999776482582,'g':1E-05}]")
            .get(0)
            .values());
  }

  @Test
  void rowsOfABatchShareTheirNames() throws Exception {
    String elements = elements("[{'a':1,'b':2},{'b':3},{'a':4,'b':5}]").replace('\'', '"') + "\n";
    List<Batch.Line> lines = Batches.decode(Batches.HEADER + elements + elements).batch().lines();
    assertSame(row(lines.get(0), 0).names(), row(lines.get(0), 2).names());
    assertSame(row(lines.get(0), 0).names(), row(lines.get(1), 0).names());
  }

  @Test
  void theTypeMayComeBehindTheRows() throws Exception {
    String event =
        "{'rows':[{'a':1}],'set':'s','task':'1','transformation':'t',"
            + "'at':'2026-11-23T12:00:00Z','type':'elements'}";
    assertEquals(List.of(1L), row(Batches.line(event), 0).values());
  }

  @Test
  void rowsOfAnotherEventAreUnknown() throws Exception {
    BatchDecoder.Decoded decoded =
        Batches.decode(
            Batches.HEADER
                + "{'type':'heartbeat','at':'2026-11-23T12:00:00Z','rows':[[1]]}"
                    .replace('\'', '"'));
    assertEquals(List.of(), Batches.rejected(decoded));
    assertEquals("/0/rows", decoded.warnings().get(0).pointer());
  }

  @Test
  void refusesNestedValues() throws Exception {
    assertEquals(
        List.of("/rows/0/b wrong_type", "/rows/1/c wrong_type"),
        Batches.problems(elements("[{'a':1,'b':[1,[2]]},{'c':{'d':1}}]")));
  }

  @Test
  void refusesRowsThatAreNoObjects() throws Exception {
    assertEquals(
        List.of("/rows/0 wrong_type", "/rows/1 wrong_type", "/rows/3 wrong_type"),
        Batches.problems(elements("[[1,2],5,{'a':1},null]")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999", "1000000000e1000000000"})
  void refusesNumbersThatNoDoubleHolds(String number) throws Exception {
    assertEquals(
        List.of("/rows/0/a not_a_number"), Batches.problems(elements("[{'a':" + number + "}]")));
  }

  @Test
  void refusesAttributesThatStandTwice() throws Exception {
    assertEquals(
        List.of("/rows/0/a duplicate_attribute", "/rows/1/LOSS duplicate_attribute"),
        Batches.problems(elements("[{'a':1,'a':2},{'loss':1,'LOSS':2}]")));
  }

  @Test
  void refusesNamesInEveryRow() throws Exception {
    assertEquals(
        List.of("/rows/0/ invalid_name", "/rows/1/ invalid_name"),
        Batches.problems(elements("[{'':1},{'':2}]")));
  }

  @Test
  void refusesHalfASurrogatePair() throws Exception {
    assertEquals(
        List.of("/rows/0/a invalid_encoding"),
        Batches.problems(elements("[{'a':'\\ud83d','b':'\\ud83d\\ude80'}]")));
  }

  @Test
  void pointersEscapeNames() throws Exception {
    assertEquals(
        List.of("/rows/0/a~1b~0c wrong_type"), Batches.problems(elements("[{'a/b~c':[]}]")));
  }

  @Test
  void theNumberOfProblemsIsBounded() throws Exception {
    String rows = "[" + "5,".repeat(1_000) + "5]";
    assertEquals(101, Batches.problems(elements(rows)).size());
    assertEquals(
        "and 901 more problems", Batches.line(elements(rows)).problems().get(100).detail());
  }

  private static String elements(String rows) {
    return "{'type':'elements','at':'2026-11-23T12:00:00Z','transformation':'t','task':'1',"
        + "'set':'s','rows':"
        + rows
        + "}";
  }

  private static List<Rows.Row> rows(String rows) throws UndecodableException {
    return rows(Batches.line(elements(rows)));
  }

  private static Rows.Row row(Batch.Line line, int index) {
    return rows(line).get(index);
  }

  private static List<Rows.Row> rows(Batch.Line line) {
    ElementsReported event = (ElementsReported) Objects.requireNonNull(line.event());
    return ((Rows.Named) event.rows()).rows();
  }
}
