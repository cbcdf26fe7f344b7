package org.cnnprov.server.app;

import org.cnnprov.store.CommitListener;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;

/** Opens the store that a server holds. */
public interface StoreOpener {

  /**
   * Opens it.
   *
   * @param listener is told of each commit
   */
  Store open(CommitListener listener) throws StoreException;
}
