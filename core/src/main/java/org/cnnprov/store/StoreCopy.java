package org.cnnprov.store;

import java.nio.file.Path;
import java.util.List;

/** The files of a consistent copy of a store, which closing removes. */
public interface StoreCopy extends AutoCloseable {

  /** Each under the name that it has in the directory of a store. */
  List<Path> files();

  @Override
  void close();
}
