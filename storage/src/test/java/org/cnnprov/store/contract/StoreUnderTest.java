package org.cnnprov.store.contract;

import java.nio.file.Path;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;

/** How a contract comes by the store that it is about. */
public interface StoreUnderTest {

  /** Opens the store that lies in the directory. */
  Store open(Path directory) throws StoreException;
}
