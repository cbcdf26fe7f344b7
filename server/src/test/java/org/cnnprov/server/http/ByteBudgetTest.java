package org.cnnprov.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.cnnprov.model.ErrorCode;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

  @Test
  void refusesWhatDoesNotFitUntilSomethingIsGivenBack() throws ProblemException {
    ByteBudget budget = new ByteBudget(10);
    ByteBudget.Share first = budget.share();
    first.grow(8);
    try (ByteBudget.Share second = budget.share()) {
      ProblemException full = assertThrows(ProblemException.class, () -> second.grow(3));
      assertEquals(ErrorCode.OVERLOADED, full.document().code());
    }
    first.close();
    try (ByteBudget.Share third = budget.share()) {
      third.grow(10);
    }
  }
}
