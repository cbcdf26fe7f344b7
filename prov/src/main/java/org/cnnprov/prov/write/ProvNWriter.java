package org.cnnprov.prov.write;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.Namespaces;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.Statement;
import org.cnnprov.prov.model.Statement.BundleBegin;
import org.cnnprov.prov.model.Statement.BundleEnd;
import org.cnnprov.prov.model.Statement.Element;
import org.cnnprov.prov.model.Statement.Relation;
import org.cnnprov.prov.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Writes PROV-N, a statement a line.
 *
 * @see <a href="https://www.w3.org/TR/prov-n/">PROV-N: The Provenance Notation</a>
 */
final class ProvNWriter implements DocumentWriter {

  private static final String ABSENT = "-";

  /** What stands in a local name only behind a backslash (PROV-N, PN_CHARS_ESC). */
  private static final String ESCAPED = "='(),:;[]";

  private final Writer out;
  private String indent = "";

  ProvNWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Namespaces namespaces) throws IOException {
    out.write("document\n");
    declare(namespaces);
  }

  @Override
  public void write(Statement statement) throws IOException {
    if (statement instanceof Element element) {
      write(element);
    } else if (statement instanceof Relation relation) {
      write(relation);
    } else if (statement instanceof BundleBegin bundle) {
      out.write("bundle " + name(bundle.id()) + "\n");
      indent = "  ";
      declare(bundle.namespaces());
    } else if (statement instanceof BundleEnd) {
      indent = "";
      out.write("endBundle\n");
    }
  }

  @Override
  public void end() throws IOException {
    out.write("endDocument\n");
    out.flush();
  }

  private void declare(Namespaces namespaces) throws IOException {
    for (Map.Entry<String, String> each : namespaces.iris().entrySet()) {
      String keyword = each.getKey().isEmpty() ? "default" : "prefix " + each.getKey();
      out.write(indent + keyword + " <" + each.getValue() + ">\n");
    }
  }

  private void write(Element element) throws IOException {
    out.write(indent);
    out.write(element.kind().keyword());
    out.write('(');
    out.write(name(element.id()));
    if (element.startedAt() != null || element.endedAt() != null) {
      out.write(", " + argument(element.startedAt()) + ", " + argument(element.endedAt()));
    }
    attributes(element.attributes());
    out.write(")\n");
  }

  private void write(Relation relation) throws IOException {
    out.write(indent);
    out.write(relation.kind().keyword());
    out.write('(');
    if (relation.id() != null) {
      out.write(name(relation.id()));
      out.write("; ");
    }
    List<@Nullable Object> arguments = relation.arguments();
    int count = isComplete(relation) ? arguments.size() : relation.kind().requiredCount();
    for (int i = 0; i < count; i++) {
      out.write(i == 0 ? "" : ", ");
      out.write(argument(arguments.get(i)));
    }
    attributes(relation.attributes());
    out.write(")\n");
  }

  /** Optional arguments are written all, or none (PROV-N, section 3.2). */
  private static boolean isComplete(Relation relation) {
    List<@Nullable Object> arguments = relation.arguments();
    for (int i = relation.kind().requiredCount(); i < arguments.size(); i++) {
      if (arguments.get(i) != null) {
        return true;
      }
    }
    return false;
  }

  private static String argument(@Nullable Object argument) {
    if (argument == null) {
      return ABSENT;
    }
    return argument instanceof QualifiedName name ? name(name) : Times.text((Instant) argument);
  }

  private void attributes(List<Attribute> attributes) throws IOException {
    if (attributes.isEmpty()) {
      return;
    }
    String between = ", [";
    for (Attribute attribute : attributes) {
      out.write(between);
      out.write(name(attribute.name()));
      out.write('=');
      out.write(value(attribute.value()));
      between = ", ";
    }
    out.write("]");
  }

  private static String value(Value value) {
    if (value instanceof Value.Reference reference) {
      return "'" + name(reference.name()) + "'";
    }
    Value.Literal literal = (Value.Literal) value;
    String text = quoted(literal.lexical());
    if (literal.language() != null) {
      return text + "@" + literal.language();
    }
    return literal.type().equals(Value.STRING) ? text : text + " %% " + name(literal.type());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        default -> quoted.append(each);
      }
    }
    return quoted.append('"').toString();
  }

  private static String name(QualifiedName name) {
    String local = name.local();
    for (int i = 0; i < local.length(); i++) {
      if (isEscaped(local, i)) {
        return QualifiedName.of(name.prefix(), escaped(local)).toString();
      }
    }
    return name.toString();
  }

  private static String escaped(String local) {
    StringBuilder escaped = new StringBuilder(local.length() + 8);
    for (int i = 0; i < local.length(); i++) {
      if (isEscaped(local, i)) {
        escaped.append('\\');
      }
      escaped.append(local.charAt(i));
    }
    return escaped.toString();
  }

  /** A point before a percent sign needs none, but ProvToolbox drops the statement without. */
  private static boolean isEscaped(String local, int at) {
    char each = local.charAt(at);
    boolean last = at == local.length() - 1;
    return ESCAPED.indexOf(each) >= 0
        || (each == '.' && (at == 0 || last || local.charAt(at + 1) == '%'))
        || (each == '-' && at == 0);
  }
}
