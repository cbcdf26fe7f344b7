package org.cnnprov.store.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineMemoryTest {

  @ParameterizedTest
  @CsvSource({
    "4000000000, 2000000000",
    "8000000000, 2000000000",
    "16000000000, 4000000000",
    "32000000000, 8000000000",
    "512000000000, 8000000000"
  })
  void isAQuarterOfTheMachinesWithinBounds(long machine, long engine) {
    assertEquals(engine, EngineMemory.limit(machine));
  }
}
