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
 * Writes PROV-JSON. It keeps all statements of a kind in one member, which is why statements come
 * ordered by {@link Statement#group}. {@code prefix} comes first, every attribute is an array, and
 * numbers and truths are typed texts: some readers drop what is written otherwise.
 *
 * @see <a href="https://www.w3.org/submissions/prov-json/">The PROV-JSON Serialization</a>
 */
final class ProvJsonWriter implements DocumentWriter {

  private static final int STATEMENT_LEVEL = 2;
  private static final int BUNDLED_STATEMENT_LEVEL = 4;

  private final JsonLines lines = new JsonLines(STATEMENT_LEVEL);
  private final JsonGenerator json;
  private String member = "";

  /** The last statement: whether its name comes again is known with the next one. */
  private @Nullable Statement held;

  private boolean several;
  private boolean bundles;
  private long unnamed;

  ProvJsonWriter(Writer out) throws IOException {
    json = lines.generator(out);
  }

  @Override
  public void begin(Namespaces namespaces) throws IOException {
    json.writeStartObject();
    prefixes(namespaces);
  }

  @Override
  public void write(Statement statement) throws IOException {
    if (statement instanceof Element element) {
      enter(element.kind().keyword());
      hold(statement);
    } else if (statement instanceof Relation relation) {
      enter(relation.kind().keyword());
      hold(statement);
    } else if (statement instanceof BundleBegin bundle) {
      begin(bundle);
    } else if (statement instanceof BundleEnd) {
      leave();
      json.writeEndObject();
      lines.levels(STATEMENT_LEVEL);
    }
  }

  @Override
  public void end() throws IOException {
    leave();
    if (bundles) {
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private void begin(BundleBegin bundle) throws IOException {
    leave();
    if (!bundles) {
      json.writeObjectFieldStart("bundle");
      bundles = true;
    }
    lines.levels(BUNDLED_STATEMENT_LEVEL);
    json.writeObjectFieldStart(bundle.id().toString());
    prefixes(bundle.namespaces());
  }

  private void prefixes(Namespaces namespaces) throws IOException {
    json.writeObjectFieldStart("prefix");
    for (Map.Entry<String, String> each : namespaces.complete().entrySet()) {
      json.writeStringField(each.getKey().isEmpty() ? "default" : each.getKey(), each.getValue());
    }
    json.writeEndObject();
  }

  private void enter(String keyword) throws IOException {
    if (!keyword.equals(member)) {
      leave();
      json.writeObjectFieldStart(keyword);
      member = keyword;
    }
  }

  private void leave() throws IOException {
    release(false);
    if (!member.isEmpty()) {
      json.writeEndObject();
      member = "";
    }
  }

  private void hold(Statement statement) throws IOException {
    QualifiedName name = name(statement);
    release(name != null && held != null && name.equals(name(held)));
    held = statement;
  }

  /**
   * Writes the statement that is held.
   *
   * @param again whether the next one has the same name: then both are in an array
   */
  private void release(boolean again) throws IOException {
    Statement statement = held;
    if (statement == null) {
      return;
    }
    held = null;
    QualifiedName name = name(statement);
    if (!several) {
      json.writeFieldName(name == null ? "_:r" + ++unnamed : name.toString());
      if (again) {
        json.writeStartArray();
      }
    }
    if (statement instanceof Element element) {
      write(element);
    } else if (statement instanceof Relation relation) {
      write(relation);
    }
    if (several && !again) {
      json.writeEndArray();
    }
    several = again;
  }

  private static @Nullable QualifiedName name(Statement statement) {
    if (statement instanceof Element element) {
      return element.id();
    }
    return statement instanceof Relation relation ? relation.id() : null;
  }

  private void write(Element element) throws IOException {
    json.writeStartObject();
    time("prov:startTime", element.startedAt());
    time("prov:endTime", element.endedAt());
    attributes(element.attributes());
    json.writeEndObject();
  }

  private void write(Relation relation) throws IOException {
    json.writeStartObject();
    List<Argument> arguments = relation.kind().arguments();
    for (int i = 0; i < arguments.size(); i++) {
      String name = "prov:" + arguments.get(i).name();
      Object value = relation.arguments().get(i);
      if (value instanceof Instant time) {
        time(name, time);
      } else if (value != null && relation.kind() == RelationKind.MEMBERSHIP && i == 1) {
        json.writeArrayFieldStart(name);
        json.writeString(value.toString());
        json.writeEndArray();
      } else if (value != null) {
        json.writeStringField(name, value.toString());
      }
    }
    attributes(relation.attributes());
    json.writeEndObject();
  }

  private void time(String name, @Nullable Instant time) throws IOException {
    if (time != null) {
      json.writeStringField(name, Times.text(time));
    }
  }

  private void attributes(List<Attribute> attributes) throws IOException {
    for (Map.Entry<QualifiedName, List<Value>> each : Attributes.byName(attributes).entrySet()) {
      json.writeArrayFieldStart(each.getKey().toString());
      for (Value value : each.getValue()) {
        value(value);
      }
      json.writeEndArray();
    }
  }

  private void value(Value value) throws IOException {
    if (value instanceof Value.Literal literal
        && literal.language() == null
        && literal.type().equals(Value.STRING)) {
      json.writeString(literal.lexical());
      return;
    }
    json.writeStartObject();
    if (value instanceof Value.Reference reference) {
      json.writeStringField("$", reference.name().toString());
      json.writeStringField("type", "prov:QUALIFIED_NAME");
    } else if (value instanceof Value.Literal literal) {
      json.writeStringField("$", literal.lexical());
      if (literal.language() != null) {
        json.writeStringField("lang", literal.language());
      } else {
        json.writeStringField("type", literal.type().toString());
      }
    }
    json.writeEndObject();
  }
}
