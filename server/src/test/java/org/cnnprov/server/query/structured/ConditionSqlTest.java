package org.cnnprov.server.query.structured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.structured.Condition.Operator;
import org.junit.jupiter.api.Test;

/** Conditions as SQL, of a number {@code n}. */
final class ConditionSqlTest {

  private static final Value N = new Field.Attribute(null, new Name("n"));
  private static final Condition SMALL =
      new Condition.Comparison(N, Operator.LESS, new Literal.Numeric(0.5));

  private final ConditionSql sql =
      new ConditionSql(
          (value, pointer) -> new Term(Fragment.of("n"), ValueType.NUMBER, "n"), "/selection");

  @Test
  void guardsOrderingsAgainstNan() throws ProblemException {
    assertEquals(Fragment.of("((n < ?) AND NOT isnan(n))", 0.5), sql.of(SMALL));
  }

  @Test
  void takesTextsThatAreNumbersAsNumbers() throws ProblemException {
    Condition condition =
        new Condition.In(N, List.of(new Literal.Textual("-1e3"), new Literal.Numeric(2)));
    assertEquals(Fragment.of("(n IN (?, ?))", -1000.0, 2.0), sql.of(condition));
  }

  @Test
  void refusesConditionsThatAreTooDeep() throws ProblemException {
    Condition deep = SMALL;
    for (int depth = 1; depth < Condition.DEEPEST; depth++) {
      deep = new Condition.Not(deep);
    }
    assertEquals(List.of(0.5), sql.of(deep).parameters());
    Condition tooDeep = new Condition.Not(deep);
    ProblemException refused = assertThrows(ProblemException.class, () -> sql.of(tooDeep));
    assertEquals(ErrorCode.INVALID_QUERY, refused.document().code());
    assertEquals(
        "/selection" + "/not".repeat(Condition.DEEPEST),
        refused.document().errors().get(0).pointer());
  }
}
