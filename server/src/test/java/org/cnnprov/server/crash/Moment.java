package org.cnnprov.server.crash;

/** What the server is doing when it is killed. */
enum Moment {
  /** It stores what clients of all kinds send. */
  TRAFFIC,
  /** Each of the requests in flight grows a schema, or makes one. */
  EVOLUTION,
  /** It folds its log into the file of the store, with requests behind that. */
  FOLDING,
  /** It reads the log that an earlier kill has left. */
  RECOVERY
}
