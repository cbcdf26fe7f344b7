package org.cnnprov.prov.write;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.cnnprov.prov.model.Argument;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.Namespaces;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.Statement;
import org.cnnprov.prov.model.Statement.BundleBegin;
import org.cnnprov.prov.model.Statement.BundleEnd;
import org.cnnprov.prov.model.Statement.Element;
import org.cnnprov.prov.model.Statement.Relation;
import org.cnnprov.prov.model.Value;

/**
 * Writes PROV-XML, a statement a line. Every prefix is declared at the root. Characters that XML
 * 1.0 cannot hold, not even escaped, become U+FFFD.
 *
 * @see <a href="https://www.w3.org/TR/prov-xml/">PROV-XML: The PROV XML Schema</a>
 */
final class ProvXmlWriter implements DocumentWriter {

  private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

  private static final Pattern ESCAPE = Pattern.compile("_x[0-9A-F]{4}_");

  private final Writer out;

  ProvXmlWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Namespaces namespaces) throws IOException {
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<prov:document");
    declare(namespaces);
    out.write(">\n");
  }

  @Override
  public void write(Statement statement) throws IOException {
    if (statement instanceof Element element) {
      write(element);
    } else if (statement instanceof Relation relation) {
      write(relation);
    } else if (statement instanceof BundleBegin bundle) {
      out.write("<prov:bundleContent prov:id=\"" + escaped(bundle.id().toString()) + "\"");
      declare(bundle.namespaces());
      out.write(">\n");
    } else if (statement instanceof BundleEnd) {
      out.write("</prov:bundleContent>\n");
    }
  }

  @Override
  public void end() throws IOException {
    out.write("</prov:document>\n");
    out.flush();
  }

  private void declare(Namespaces namespaces) throws IOException {
    for (Map.Entry<String, String> each : namespaces.complete().entrySet()) {
      String prefix = each.getKey();
      // XML Schema's own name for itself has no hash, unlike that of its types in RDF.
      String iri =
          each.getValue().equals(Namespaces.XSD)
              ? Namespaces.XSD.substring(0, Namespaces.XSD.length() - 1)
              : each.getValue();
      out.write(prefix.isEmpty() ? " xmlns" : " xmlns:" + prefix);
      out.write("=\"" + escaped(iri) + "\"");
    }
    out.write(" xmlns:xsi=\"" + SCHEMA_INSTANCE + "\"");
  }

  private void write(Element element) throws IOException {
    String name = "prov:" + element.kind().keyword();
    out.write("<" + name + " prov:id=\"" + escaped(element.id().toString()) + "\"");
    if (element.startedAt() == null
        && element.endedAt() == null
        && element.attributes().isEmpty()) {
      out.write("/>\n");
      return;
    }
    out.write(">");
    if (element.startedAt() != null) {
      text("prov:startTime", Times.text(element.startedAt()));
    }
    if (element.endedAt() != null) {
      text("prov:endTime", Times.text(element.endedAt()));
    }
    attributes(element.attributes());
    out.write("</" + name + ">\n");
  }

  private void write(Relation relation) throws IOException {
    String name = "prov:" + relation.kind().keyword();
    out.write("<" + name);
    if (relation.id() != null) {
      out.write(" prov:id=\"" + escaped(relation.id().toString()) + "\"");
    }
    out.write(">");
    List<Argument> arguments = relation.kind().arguments();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = "prov:" + arguments.get(i).name();
      Object value = relation.arguments().get(i);
      if (value instanceof Instant time) {
        text(argument, Times.text(time));
      } else if (value != null) {
        out.write("<" + argument + " prov:ref=\"" + escaped(value.toString()) + "\"/>");
      }
    }
    attributes(relation.attributes());
    out.write("</" + name + ">\n");
  }

  private void text(String element, String text) throws IOException {
    out.write("<" + element + ">" + text + "</" + element + ">");
  }

  private void attributes(List<Attribute> attributes) throws IOException {
    for (Attribute attribute : Attributes.inSchemaOrder(attributes)) {
      String name = elementName(attribute.name());
      out.write("<" + name);
      if (attribute.value() instanceof Value.Reference reference) {
        out.write(" xsi:type=\"xsd:QName\">" + escaped(reference.name().toString()));
      } else if (attribute.value() instanceof Value.Literal literal) {
        out.write(
            literal.language() == null
                ? " xsi:type=\"" + escaped(literal.type().toString()) + "\">"
                : " xml:lang=\"" + escaped(literal.language()) + "\">");
        out.write(escaped(literal.lexical()));
      }
      out.write("</" + name + ">");
    }
  }

  /**
   * What the name of an element in XML cannot have is {@code _xHHHH_}, and so is the underscore of
   * what looks like that: Python's prov reads it back.
   */
  private static String elementName(QualifiedName name) {
    String local = name.local();
    StringBuilder element = new StringBuilder();
    for (int i = 0; i < local.length(); i++) {
      char each = local.charAt(i);
      boolean first = i == 0 && !Character.isLetter(each) && each != '_';
      if (first
          || isEscape(local, i)
          || !(Character.isLetterOrDigit(each) || "_-.".indexOf(each) >= 0)) {
        element.append("_x%04X_".formatted((int) each));
      } else {
        element.append(each);
      }
    }
    return new QualifiedName(name.prefix(), element.toString()).toString();
  }

  private static boolean isEscape(String text, int at) {
    return text.startsWith("_x", at) && ESCAPE.matcher(text).region(at, text.length()).lookingAt();
  }

  private static String escaped(String text) {
    StringBuilder escaped = null;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      String replacement =
          switch (each) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\t', '\n', '\r' -> "&#" + (int) each + ";";
            default -> each < ' ' || each == '\uFFFE' || each == '\uFFFF' ? "\uFFFD" : null;
          };
      if (replacement != null && escaped == null) {
        escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (escaped != null) {
        if (replacement == null) {
          escaped.append(each);
        } else {
          escaped.append(replacement);
        }
      }
    }
    return escaped == null ? text : escaped.toString();
  }
}
