package org.cnnprov.prov.read;

import java.util.List;
import org.cnnprov.prov.model.Namespaces;
import org.cnnprov.prov.model.Statement;

/**
 * A document as it was read.
 *
 * @param namespaces of its body
 * @param statements in their order, bundles among them
 */
public record Document(Namespaces namespaces, List<Statement> statements) {

  /** A larger one has to be sent in parts. */
  public static final int MOST_STATEMENTS = 1_000_000;

  public Document {
    statements = List.copyOf(statements);
  }
}
