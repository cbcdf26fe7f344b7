package org.cnnprov.prov.read;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.prov.model.Argument;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.Namespaces;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.Statement;
import org.cnnprov.prov.model.Statement.BundleBegin;
import org.cnnprov.prov.model.Statement.BundleEnd;
import org.cnnprov.prov.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Reads PROV-N. Optional arguments at the end may be left out one by one, and statements may stand
 * behind bundles: other tools write that.
 *
 * @see <a href="https://www.w3.org/TR/prov-n/">PROV-N: The Provenance Notation</a>
 */
public final class ProvNReader {

  private final Notation notation;
  private final Statements statements = new Statements();

  private ProvNReader(String text) {
    this.notation = new Notation(text);
  }

  public static Document read(String text) throws ReadException {
    ProvNReader reader = new ProvNReader(text);
    try {
      return reader.document();
    } catch (Mistake mistake) {
      throw reader.notation.placed(mistake);
    }
  }

  private Document document() {
    keyword("document");
    Scope scope = new Scope(Namespaces.NONE);
    declarations(scope);
    while (!notation.atWord("endDocument")) {
      if (notation.atWord("bundle")) {
        bundle(scope);
      } else {
        statements.add(statement(scope));
      }
    }
    keyword("endDocument");
    if (!notation.ends()) {
      throw notation.expected("nothing behind endDocument");
    }
    return new Document(scope.namespaces(), statements.all());
  }

  /** What a bundle declares counts for its own name too (PROV-N, section 4). */
  private void bundle(Scope outer) {
    keyword("bundle");
    Notation.Written id = notation.written();
    int place = notation.place();
    Scope scope = new Scope(outer.namespaces());
    declarations(scope);
    notation.goBackTo(place);
    statements.add(new BundleBegin(scope.name(id.prefix(), id.local()), scope.namespaces()));
    while (!notation.atWord("endBundle")) {
      if (notation.atWord("bundle")) {
        throw new Mistake(ReadException.Kind.UNKNOWN, "expected 'endBundle': bundles do not nest");
      }
      statements.add(statement(scope));
    }
    keyword("endBundle");
    statements.add(new BundleEnd());
  }

  private void keyword(String keyword) {
    if (!notation.atWord(keyword)) {
      throw notation.expected("'" + keyword + "'");
    }
    notation.word();
  }

  private void declarations(Scope scope) {
    while (true) {
      if (notation.atWord("default")) {
        keyword("default");
        scope.declare("", notation.iri());
      } else if (notation.atWord("prefix")) {
        keyword("prefix");
        String prefix = notation.prefix();
        scope.declare(prefix, notation.iri());
      } else {
        return;
      }
    }
  }

  private Statement statement(Scope scope) {
    Signature signature = signature();
    int place = notation.place();
    notation.expect("'(' behind " + signature.keyword(), '(');
    @Nullable QualifiedName id = null;
    List<@Nullable Object> arguments = new ArrayList<>();
    List<Attribute> attributes = List.of();
    @Nullable QualifiedName first = nameOrMarker(scope);
    if (signature instanceof Signature.OfElement) {
      id = first;
    } else if (notation.take(';')) {
      id = first;
      arguments.add(nameOrMarker(scope));
    } else {
      arguments.add(first);
    }
    while (notation.take(',')) {
      if (notation.take('[')) {
        attributes = attributes(scope);
        break;
      }
      arguments.add(argument(signature, arguments.size(), scope));
    }
    notation.expect("',' or ')'", ')');
    notation.goBackTo(place);
    return signature.of(id, arguments, attributes);
  }

  private Signature signature() {
    String keyword = notation.word();
    if (keyword.isEmpty()) {
      throw notation.expected("a statement, or the end of what stands open");
    }
    return Signature.of(keyword)
        .orElseThrow(
            () ->
                new Mistake(
                    ReadException.Kind.UNKNOWN,
                    "expected one of %s, came '%s'"
                        .formatted(String.join(", ", Signature.keywords()), keyword)));
  }

  private @Nullable Object argument(Signature signature, int place, Scope scope) {
    List<Argument> formal = signature.arguments();
    if (place < formal.size() && formal.get(place).isTime()) {
      return notation.takeMarker() ? null : Times.parse(notation.time());
    }
    return nameOrMarker(scope);
  }

  private @Nullable QualifiedName nameOrMarker(Scope scope) {
    return notation.takeMarker() ? null : notation.name(scope);
  }

  private List<Attribute> attributes(Scope scope) {
    List<Attribute> attributes = new ArrayList<>();
    if (!notation.at(']')) {
      do {
        QualifiedName name = notation.name(scope);
        notation.expect("'=' behind the name of an attribute", '=');
        attributes.add(new Attribute(name, value(scope)));
      } while (notation.take(','));
    }
    notation.expect("',' or ']'", ']');
    return attributes;
  }

  private Value value(Scope scope) {
    if (notation.take('\'')) {
      QualifiedName name = notation.name(scope);
      notation.expect("\"'\" behind a name", '\'');
      return Value.reference(name);
    }
    if (notation.at('"')) {
      String text = notation.quoted();
      if (notation.take('@')) {
        return scope.literal(text, null, notation.language());
      }
      return scope.literal(text, notation.takeTyped() ? notation.name(scope) : null, null);
    }
    String integer = notation.integer();
    if (integer.isEmpty()) {
      throw notation.expected("a value: \"text\", 'a:name' or an integer");
    }
    return new Value.Literal(integer, QualifiedName.xsd("int"), null);
  }
}
