package org.cnnprov.prov.write;

import java.io.IOException;
import org.cnnprov.prov.model.Namespaces;
import org.cnnprov.prov.model.Statement;

/**
 * Writes one document in one format: {@link #begin}, the statements with bundles behind all others,
 * {@link #end}. Statements come in the order of {@link Statement#group}, in a bundle as outside.
 * Identifiers may only use prefixes that are declared.
 */
public interface DocumentWriter {

  void begin(Namespaces namespaces) throws IOException;

  void write(Statement statement) throws IOException;

  /** Ends the document and flushes; the stream below stays open. */
  void end() throws IOException;
}
