package org.cnnprov.server.query.structured;

/** What can be asked of the execution that an element belongs to. */
public enum ExecutionProperty {
  /** Its number in this store. */
  ID,
  /** The tag that its client gave it. */
  TAG,
  /** RUNNING, FINISHED, FAILED or ABORTED. */
  STATUS,
  /** The tag of its dataflow, in lower case. */
  DATAFLOW
}
