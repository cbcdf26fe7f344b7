package org.cnnprov.prov.write;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * Writes PROV-JSONLD: an array with an object for each statement, under the context of the
 * openprovenance project.
 *
 * @see <a href="https://openprovenance.org/prov-jsonld/">The PROV-JSONLD Serialization</a>
 */
final class ProvJsonLdWriter implements DocumentWriter {

  /** Names the shared context; the server has it for those who cannot fetch it. */
  static final String CONTEXT = "https://openprovenance.org/prov-jsonld/context.jsonld";

  private static final int STATEMENT_LEVEL = 2;
  private static final int BUNDLED_STATEMENT_LEVEL = 4;

  private final JsonLines lines = new JsonLines(STATEMENT_LEVEL);
  private final JsonGenerator json;

  /** What a name without a prefix begins with: JSON-LD has no default namespace of its kind. */
  private String defaultIri = "";

  ProvJsonLdWriter(Writer out) throws IOException {
    json = lines.generator(out);
  }

  @Override
  public void begin(Namespaces namespaces) throws IOException {
    json.writeStartObject();
    context(namespaces);
    json.writeArrayFieldStart("@graph");
  }

  @Override
  public void write(Statement statement) throws IOException {
    if (statement instanceof Element element) {
      write(element);
    } else if (statement instanceof Relation relation) {
      write(relation);
    } else if (statement instanceof BundleBegin bundle) {
      lines.levels(BUNDLED_STATEMENT_LEVEL);
      json.writeStartObject();
      json.writeStringField("@type", "Bundle");
      context(bundle.namespaces());
      json.writeStringField("@id", text(bundle.id()));
      json.writeArrayFieldStart("@graph");
    } else if (statement instanceof BundleEnd) {
      json.writeEndArray();
      json.writeEndObject();
      lines.levels(STATEMENT_LEVEL);
    }
  }

  @Override
  public void end() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private void context(Namespaces namespaces) throws IOException {
    json.writeArrayFieldStart("@context");
    json.writeStartObject();
    for (Map.Entry<String, String> each : namespaces.complete().entrySet()) {
      if (each.getKey().isEmpty()) {
        defaultIri = each.getValue();
      } else {
        json.writeStringField(each.getKey(), each.getValue());
      }
    }
    json.writeEndObject();
    json.writeString(CONTEXT);
    json.writeEndArray();
  }

  private void write(Element element) throws IOException {
    json.writeStartObject();
    json.writeStringField("@type", element.kind().type());
    json.writeStringField("@id", text(element.id()));
    time("startTime", element.startedAt());
    time("endTime", element.endedAt());
    attributes(element.attributes());
    json.writeEndObject();
  }

  private void write(Relation relation) throws IOException {
    json.writeStartObject();
    json.writeStringField("@type", relation.kind().jsonLdType());
    if (relation.id() != null) {
      json.writeStringField("@id", text(relation.id()));
    }
    List<Argument> arguments = relation.kind().arguments();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i).name();
      Object value = relation.arguments().get(i);
      if (value instanceof Instant time) {
        time(name, time);
      } else if (value != null && relation.kind() == RelationKind.MEMBERSHIP && i == 1) {
        json.writeArrayFieldStart(name);
        json.writeString(text((QualifiedName) value));
        json.writeEndArray();
      } else if (value != null) {
        json.writeStringField(name, text((QualifiedName) value));
      }
    }
    attributes(relation.attributes());
    json.writeEndObject();
  }

  private String text(QualifiedName name) {
    return name.prefix().isEmpty() ? defaultIri + name.local() : name.toString();
  }

  private void time(String name, @Nullable Instant time) throws IOException {
    if (time != null) {
      json.writeStringField(name, Times.text(time));
    }
  }

  private void attributes(List<Attribute> attributes) throws IOException {
    for (Map.Entry<QualifiedName, List<Value>> each : Attributes.byName(attributes).entrySet()) {
      QualifiedName name = each.getKey();
      boolean own = name.prefix().equals(Namespaces.PROV_PREFIX);
      json.writeArrayFieldStart(own ? name.local() : text(name));
      for (Value value : each.getValue()) {
        value(value, own);
      }
      json.writeEndArray();
    }
  }

  /** A name stands by itself only where the context says that it is one. */
  private void value(Value value, boolean own) throws IOException {
    if (own && value instanceof Value.Reference reference) {
      json.writeString(text(reference.name()));
      return;
    }
    json.writeStartObject();
    if (value instanceof Value.Reference reference) {
      json.writeStringField("@value", text(reference.name()));
      json.writeStringField("@type", "prov:QUALIFIED_NAME");
    } else if (value instanceof Value.Literal literal) {
      json.writeStringField("@value", literal.lexical());
      if (literal.language() != null) {
        json.writeStringField("@language", literal.language());
      } else if (!literal.type().equals(Value.STRING)) {
        json.writeStringField("@type", text(literal.type()));
      }
    }
    json.writeEndObject();
  }
}
