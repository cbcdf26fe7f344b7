package org.cnnprov.prov.read;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.prov.model.Statement;

/** The statements read so far, up to a bound. */
final class Statements {

  private final List<Statement> all = new ArrayList<>();

  void add(Statement statement) {
    if (all.size() == Document.MOST_STATEMENTS) {
      throw new Mistake(
          ReadException.Kind.SIZE,
          "expected at most %d statements in a document, came more"
              .formatted(Document.MOST_STATEMENTS));
    }
    all.add(statement);
  }

  List<Statement> all() {
    return all;
  }
}
