package org.cnnprov.provreaders;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.datatype.XMLGregorianCalendar;
import org.jspecify.annotations.Nullable;
import org.openprovenance.prov.model.Attribute;
import org.openprovenance.prov.model.Bundle;
import org.openprovenance.prov.model.Document;
import org.openprovenance.prov.model.HasLabel;
import org.openprovenance.prov.model.LangString;
import org.openprovenance.prov.model.ProvUtilities;
import org.openprovenance.prov.model.QualifiedName;
import org.openprovenance.prov.model.Statement;
import org.openprovenance.prov.model.StatementOrBundle;
import org.openprovenance.prov.model.StatementOrBundle.Kind;

/**
 * The statements of a document as lists: the bundle's IRI, the kind, the arguments in the order of
 * PROV-N with the identifier first, the attributes as pairs. A value is a list of its text, its
 * type and its language; a name is a list of its IRI alone.
 */
final class Statements {

  private static final ProvUtilities UTILITIES = new ProvUtilities();
  private static final String PROV = "http://www.w3.org/ns/prov#";

  private Statements() {}

  static List<Object> of(Document document) {
    List<Object> all = new ArrayList<>();
    for (StatementOrBundle each : document.getStatementOrBundle()) {
      if (each instanceof Bundle bundle) {
        bundle.getStatement().forEach(inner -> all.add(plain(bundle.getId().getUri(), inner)));
      } else {
        all.add(plain("", (Statement) each));
      }
    }
    return all;
  }

  private static List<@Nullable Object> plain(String bundle, Statement statement) {
    List<@Nullable Object> plain = new ArrayList<>();
    plain.add(bundle);
    plain.add(statement.getKind().name().replace("PROV_", ""));
    plain.add(arguments(statement));
    plain.add(attributes(statement));
    return plain;
  }

  private static List<@Nullable Object> arguments(Statement statement) {
    List<@Nullable Object> arguments = new ArrayList<>();
    int count = arguments(statement.getKind());
    for (int i = 0; i < count; i++) {
      arguments.add(argument(UTILITIES.getter(statement, i)));
    }
    return arguments;
  }

  /** How many, the identifier among them. */
  private static int arguments(Kind kind) {
    return switch (kind) {
      case PROV_ENTITY, PROV_AGENT -> 1;
      case PROV_ALTERNATE, PROV_SPECIALIZATION, PROV_MEMBERSHIP -> 2;
      case PROV_ACTIVITY, PROV_COMMUNICATION, PROV_ATTRIBUTION, PROV_INFLUENCE -> 3;
      case PROV_USAGE, PROV_GENERATION, PROV_INVALIDATION, PROV_ASSOCIATION, PROV_DELEGATION -> 4;
      case PROV_START, PROV_END -> 5;
      case PROV_DERIVATION -> 6;
      default -> throw new IllegalArgumentException("not a statement of PROV-DM: " + kind);
    };
  }

  private static @Nullable Object argument(@Nullable Object argument) {
    if (argument instanceof QualifiedName name) {
      return name.getUri();
    } else if (argument instanceof XMLGregorianCalendar time) {
      return time.toGregorianCalendar().toInstant().toString();
    } else if (argument instanceof List<?> members) {
      return members.isEmpty() ? null : argument(members.get(0));
    }
    return argument == null ? null : argument.toString();
  }

  private static List<Object> attributes(Statement statement) {
    List<Object> all = new ArrayList<>();
    if (statement instanceof HasLabel labelled) {
      labelled.getLabel().forEach(label -> all.add(List.of(PROV + "label", value(label, null))));
    }
    for (Attribute attribute : Readers.FACTORY.getAttributes(statement)) {
      all.add(
          List.of(
              attribute.getElementName().getUri(),
              value(attribute.getValue(), attribute.getType())));
    }
    return all;
  }

  private static Object value(Object value, @Nullable QualifiedName type) {
    if (value instanceof QualifiedName name) {
      return List.of(name.getUri());
    } else if (value instanceof LangString words) {
      String text = words.getValue() == null ? "" : words.getValue();
      return Map.of("text", text, "language", words.getLang() == null ? "" : words.getLang());
    }
    return Map.of("text", value.toString(), "type", type == null ? "" : type.getUri());
  }
}
