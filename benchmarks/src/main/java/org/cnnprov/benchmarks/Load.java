package org.cnnprov.benchmarks;

import java.net.URI;

/** A program that loads the server. */
interface Load {

  /** Runs to its end and says what it saw. Throws where the server did not do what it should. */
  Report run(URI server, Options options) throws Exception;
}
