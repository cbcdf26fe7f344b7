package org.cnnprov.server.query.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {

  private static final Field RATE = new Field.Parameter("learning_rate");

  @Test
  void bindsAndTighterThanOr() throws FilterException {
    Condition.Any any = (Condition.Any) Parser.parse("id = 1 or id = 2 and id = 3");
    assertEquals(2, any.parts().size());
    assertTrue(any.parts().get(1) instanceof Condition.All);
  }

  @Test
  void readsTheExampleOfTheContract() throws FilterException {
    Condition.All all =
        (Condition.All)
            Parser.parse(
                "param.learning_rate < 0.01 and (metric.loss.last < 0.3 or status = 'RUNNING')");
    assertEquals(
        new Condition.Compare(RATE, Condition.Operator.LESS, new Literal.Numeric(0.01)),
        all.parts().get(0));
    assertTrue(all.parts().get(1) instanceof Condition.Any);
  }

  @Test
  void takesQuotedNamesWithAnyCharacter() throws FilterException {
    Condition.IsNull isNull =
        (Condition.IsNull) Parser.parse("metric.\"val \"\"loss.x\".min is null");
    assertEquals(new Field.Metric("val \"loss.x", Field.Summary.MIN), isNull.field());
  }

  @Test
  void takesQuotesWithinText() throws FilterException {
    Condition.Compare compare = (Condition.Compare) Parser.parse("tag = 'it''s'");
    assertEquals(new Literal.Textual("it's"), compare.literal());
  }

  @Test
  void comparesNamesInLowerCase() throws FilterException {
    assertEquals(RATE, Fields.parse("PARAM.Learning_Rate"));
  }

  @Test
  void readsListsAndNegations() throws FilterException {
    Condition.Not not = (Condition.Not) Parser.parse("id not in (1, 2)");
    assertEquals(
        List.of(new Literal.Numeric(1), new Literal.Numeric(2)),
        ((Condition.In) not.part()).literals());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|at character 1: expected a field",
        "param.x|at character 8: expected =, !=, <, <=, >, >=, in, like or is null, came the end",
        "param.x =|at character 10: expected a number, came the end",
        "param.x = 1 param.y = 2|at character 13: expected 'and', 'or' or the end, came 'param'",
        "loss < 1|at character 1: expected a field: param.<name>",
        "metric.loss < 1|at character 1: expected a field: param.<name>",
        "metric.loss.mean < 1|at character 1: expected a field: param.<name>",
        "metric.loss.last < 'low'|at character 20: expected a number, came 'low'",
        "metric.loss.last < 'NaN'|at character 20: NaN can only be compared with = and !=",
        "status = 'DONE'|at character 10: expected one of [RUNNING, FINISHED, FAILED, ABORTED]",
        "started_at > 'yesterday'|at character 14: expected a time",
        "tag = 'x|at character 7: a text begins here and does not end",
        "(id = 1|at character 8: expected ')', came the end",
        "id like '1%'|at character 9: expected no 'like' with this field, came '1%'",
        "id = 1; drop table task|at character 7: expected a name, a value or an operator, came ';'",
        "id in ()|at character 8: expected a number, came ')'",
      })
  void saysWhereItIsWrong(String text, String message) {
    FilterException wrong = assertThrows(FilterException.class, () -> Parser.parse(text));
    assertTrue(String.valueOf(wrong.getMessage()).startsWith(message), wrong.getMessage());
  }

  @Test
  void refusesPartsNestedTooDeeply() {
    String deep = "(".repeat(5_000) + "id = 1" + ")".repeat(5_000);
    assertThrows(FilterException.class, () -> Parser.parse(deep));
    assertThrows(FilterException.class, () -> Parser.parse("not ".repeat(5_000) + "id = 1"));
  }

  @Test
  void neverFailsInAnotherWay() {
    String pieces = "param.metric.id and or not in like is null ( ) = < 'x' \"y\" 1.5e3 , . ; é";
    List<String> words = List.of(pieces.split(" ", -1));
    Random random = new Random(17);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        text.append(words.get(random.nextInt(words.size())))
            .append(random.nextBoolean() ? " " : "");
      }
      try {
        new ConditionSql(new FieldSql()).of(Parser.parse(text.toString()));
      } catch (FilterException expected) {
        assertTrue(String.valueOf(expected.getMessage()).startsWith("at character"));
      }
    }
  }
}
