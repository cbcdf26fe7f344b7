package org.cnnprov.store;

/** Is told of each commit of a store. */
public interface CommitListener {

  /** What was committed can be read. Called by the writer, so it returns at once. */
  void committed(Commit commit);
}
