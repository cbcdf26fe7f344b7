package org.cnnprov.server.app;

import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;

/** Opens the store that a server holds. */
public interface StoreOpener {

  Store open() throws StoreException;
}
