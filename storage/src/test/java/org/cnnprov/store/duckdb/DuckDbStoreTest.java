package org.cnnprov.store.duckdb;

import java.nio.file.Path;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.contract.GoldenBatches;
import org.cnnprov.store.contract.StoreUnderTest;
import org.junit.jupiter.api.Nested;

/** The contract of stores, held by DuckDB: a line for each part. */
final class DuckDbStoreTest {

  interface OnDuckDb extends StoreUnderTest {
    @Override
    default Store open(Path directory) throws StoreException {
      return DuckDbStore.open(directory);
    }
  }

  @Nested
  class Golden extends GoldenBatches implements OnDuckDb {}
}
