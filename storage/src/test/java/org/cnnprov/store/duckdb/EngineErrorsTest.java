package org.cnnprov.store.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.cnnprov.store.StoreTrouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences that the engine was seen to give. */
class EngineErrorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Out of Memory Error: failed to pin block of size 256.0 KiB (1.8 GiB/1.8 GiB used)",
        "TransactionContext Error: Failed to commit: Out of Memory Error: could not allocate block",
        "Failed to append: could not allocate block of size 1.9 KiB (1.8 GiB/1.8 GiB used)",
        "Failed to append: failed to allocate data of size 16.0 KiB (2.3 GiB/1.8 GiB used)"
      })
  void knowsThatMemoryIsUsedUp(String sentence) {
    SQLException error = new SQLException(sentence);
    assertTrue(EngineErrors.isOutOfMemory(error));
    assertEquals(StoreTrouble.FAILING, EngineErrors.trouble(error));
  }

  @Test
  void knowsThatRowsAreToBlame() {
    SQLException error = new SQLException("Failed to append: Mismatch Type Error: expected BIGINT");
    assertFalse(EngineErrors.isOutOfMemory(error));
    assertEquals(StoreTrouble.UNSTORABLE, EngineErrors.trouble(error));
  }
}
