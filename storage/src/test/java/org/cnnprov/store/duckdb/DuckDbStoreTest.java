package org.cnnprov.store.duckdb;

import java.nio.file.Path;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.contract.CommittedStates;
import org.cnnprov.store.contract.Derivations;
import org.cnnprov.store.contract.EndOfExecutions;
import org.cnnprov.store.contract.GoldenBatches;
import org.cnnprov.store.contract.ModelFilesAndErrors;
import org.cnnprov.store.contract.OddNames;
import org.cnnprov.store.contract.RepeatedQuestions;
import org.cnnprov.store.contract.StoreUnderTest;
import org.cnnprov.store.contract.TrainingQuestions;
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
  class Ends extends EndOfExecutions implements OnDuckDb {}

  @Nested
  class Questions extends TrainingQuestions implements OnDuckDb {}

  @Nested
  class Outcomes extends ModelFilesAndErrors implements OnDuckDb {}

  @Nested
  class Sources extends Derivations implements OnDuckDb {}

  @Nested
  class States extends CommittedStates implements OnDuckDb {}

  @Nested
  class Repeated extends RepeatedQuestions implements OnDuckDb {}

  @Nested
  class Names extends OddNames implements OnDuckDb {}

  @Nested
  class Golden extends GoldenBatches implements OnDuckDb {}
}
