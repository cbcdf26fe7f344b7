package org.cnnprov.prov.write;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cnnprov.prov.model.Argument;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.Namespaces;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.RelationKind;
import org.cnnprov.prov.model.Statement;
import org.cnnprov.prov.model.Statement.BundleBegin;
import org.cnnprov.prov.model.Statement.BundleEnd;
import org.cnnprov.prov.model.Statement.Element;
import org.cnnprov.prov.model.Statement.Relation;
import org.cnnprov.prov.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Writes PROV-O as Turtle or TriG: each relation as a plain property, and where it says more than
 * that, in its qualified form too. Turtle has no graphs, so bundles are left out of it; in TriG
 * each is a graph of its name.
 *
 * @see <a href="https://www.w3.org/TR/prov-o/">PROV-O: The PROV Ontology</a>
 */
final class RdfWriter implements DocumentWriter {

  private static final String RDFS = "http://www.w3.org/2000/01/rdf-schema#";

  private final Writer out;
  private final boolean graphs;
  private Namespaces namespaces = Namespaces.NONE;
  private boolean skipping;

  private RdfWriter(Writer out, boolean graphs) {
    this.out = out;
    this.graphs = graphs;
  }

  static DocumentWriter turtle(Writer out) {
    return new RdfWriter(out, false);
  }

  static DocumentWriter trig(Writer out) {
    return new RdfWriter(out, true);
  }

  @Override
  public void begin(Namespaces namespaces) throws IOException {
    declare(namespaces);
    out.write("@prefix rdfs: <" + RDFS + "> .\n");
  }

  @Override
  public void write(Statement statement) throws IOException {
    if (statement instanceof BundleBegin bundle) {
      skipping = !graphs;
      if (graphs) {
        declare(bundle.namespaces());
        out.write(name(bundle.id()) + " {\n");
      }
    } else if (statement instanceof BundleEnd) {
      out.write(graphs ? "}\n" : "");
      skipping = false;
    } else if (skipping) {
      return;
    } else if (statement instanceof Element element) {
      write(element);
    } else if (statement instanceof Relation relation) {
      write(relation);
    }
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }

  /** TriG has prefixes for the whole document only; a bundle's are added to those before. */
  private void declare(Namespaces declared) throws IOException {
    for (Map.Entry<String, String> each : declared.complete().entrySet()) {
      if (!each.getValue().equals(namespaces.iris().get(each.getKey()))) {
        out.write("@prefix " + each.getKey() + ": <" + each.getValue() + "> .\n");
      }
    }
    namespaces = new Namespaces(declared.complete()).within(namespaces);
  }

  private void write(Element element) throws IOException {
    out.write(name(element.id()) + " a prov:" + element.kind().type());
    if (element.startedAt() != null) {
      out.write(" ;\n  prov:startedAtTime " + time(element.startedAt()));
    }
    if (element.endedAt() != null) {
      out.write(" ;\n  prov:endedAtTime " + time(element.endedAt()));
    }
    attributes(element.attributes(), " ;\n  ");
    out.write(" .\n");
  }

  private void write(Relation relation) throws IOException {
    List<@Nullable Object> arguments = relation.arguments();
    String subject = argument(Objects.requireNonNull(arguments.get(0)));
    Object object = arguments.get(1);
    if (object instanceof QualifiedName name) {
      out.write(subject + " prov:" + relation.kind().keyword() + " " + name(name) + " .\n");
    }
    if (relation.kind().isQualified() && (object == null || saysMore(relation))) {
      qualified(relation, subject);
    }
  }

  /** Whether the qualified form holds anything that the plain property does not. */
  private static boolean saysMore(Relation relation) {
    return relation.id() != null
        || !relation.attributes().isEmpty()
        || hasMoreArguments(relation.arguments());
  }

  private static boolean hasMoreArguments(List<@Nullable Object> arguments) {
    for (int i = 2; i < arguments.size(); i++) {
      if (arguments.get(i) != null) {
        return true;
      }
    }
    return false;
  }

  private void qualified(Relation relation, String subject) throws IOException {
    RelationKind kind = relation.kind();
    out.write(subject + " prov:qualified" + kind.type() + " ");
    out.write(relation.id() == null ? "[ a" : name(relation.id()) + " .\n");
    out.write(relation.id() == null ? "" : name(relation.id()) + " a");
    out.write(" prov:" + kind.type());
    List<Argument> arguments = kind.arguments();
    for (int i = 1; i < arguments.size(); i++) {
      Object value = relation.arguments().get(i);
      if (value != null) {
        out.write(" ; prov:" + arguments.get(i).property() + " " + argument(value));
      }
    }
    attributes(relation.attributes(), " ; ");
    out.write(relation.id() == null ? " ] .\n" : " .\n");
  }

  private String argument(Object argument) {
    return argument instanceof Instant time ? time(time) : name((QualifiedName) argument);
  }

  private static String time(Instant time) {
    return '"' + Times.text(time) + "\"^^xsd:dateTime";
  }

  private void attributes(List<Attribute> attributes, String between) throws IOException {
    for (Attribute attribute : attributes) {
      out.write(between + property(attribute) + " " + value(attribute.value()));
    }
  }

  private String property(Attribute attribute) {
    QualifiedName name = attribute.name();
    if (name.equals(Attribute.TYPE) && attribute.value() instanceof Value.Reference) {
      return "a";
    } else if (name.equals(Attribute.LABEL)) {
      return "rdfs:label";
    } else if (name.equals(Attribute.ROLE)) {
      return "prov:hadRole";
    } else if (name.equals(Attribute.LOCATION)) {
      return "prov:atLocation";
    }
    return name(name);
  }

  private String value(Value value) {
    if (value instanceof Value.Reference reference) {
      return name(reference.name());
    }
    Value.Literal literal = (Value.Literal) value;
    String text = quoted(literal.lexical());
    if (literal.language() != null) {
      return text + "@" + literal.language();
    }
    return literal.type().equals(Value.STRING) ? text : text + "^^" + name(literal.type());
  }

  private String name(QualifiedName name) {
    return isPlain(name.local())
        ? name.prefix() + ":" + name.local()
        : "<" + escapedIri(namespaces.iri(name.prefix()) + name.local()) + ">";
  }

  /** Whether the local name may stand behind a prefix as it is (Turtle, PN_LOCAL), in ASCII. */
  private static boolean isPlain(String local) {
    for (int i = 0; i < local.length(); i++) {
      char each = local.charAt(i);
      boolean inner = i > 0 && (each == '-' || (each == '.' && i < local.length() - 1));
      boolean percent = each == '%' && isHexadecimal(local, i + 1) && isHexadecimal(local, i + 2);
      if (!isLetterOrDigit(each) && each != '_' && !inner && !percent) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9');
  }

  private static boolean isHexadecimal(String text, int at) {
    return at < text.length() && Character.digit(text.charAt(at), 16) >= 0;
  }

  private static String escapedIri(String iri) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < iri.length(); i++) {
      char each = iri.charAt(i);
      if (each <= ' ' || "<>\"{}|^`\\".indexOf(each) >= 0) {
        escaped.append("\\u%04X".formatted((int) each));
      } else {
        escaped.append(each);
      }
    }
    return escaped.toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (each < ' ' || each == '\u007F') {
            quoted.append("\\u%04X".formatted((int) each));
          } else {
            quoted.append(each);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
