package org.cnnprov.prov.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.prov.model.Argument;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.Namespaces;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.RelationKind;
import org.cnnprov.prov.model.Statement.BundleBegin;
import org.cnnprov.prov.model.Statement.BundleEnd;
import org.cnnprov.prov.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Reads PROV-JSON, twice: prefixes may be declared behind what uses them.
 *
 * @see <a href="https://www.w3.org/submissions/prov-json/">The PROV-JSON Serialization</a>
 */
public final class ProvJsonReader {

  private static final int DEEPEST = 20;
  private static final String PREFIX = "prefix";
  private static final String BUNDLE = "bundle";

  /** ProvToolbox repeats the name of a bundle in it. */
  private static final String BUNDLE_ID = "@id";

  private static final String DEFAULT_NAMESPACE = "default";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser json;
  private final Statements statements = new Statements();

  /** Of the document ("") and of each bundle. */
  private final Map<String, Scope> scopes;

  private ProvJsonReader(JsonParser json, Map<String, Scope> scopes) {
    this.json = json;
    this.scopes = scopes;
  }

  public static Document read(String text) throws ReadException {
    Map<String, Scope> scopes = new HashMap<>();
    read(text, scopes, ProvJsonReader::declarations);
    List<ProvJsonReader> readers = new ArrayList<>();
    read(
        text,
        scopes,
        reader -> {
          reader.document();
          readers.add(reader);
        });
    return new Document(scope(scopes, "").namespaces(), readers.get(0).statements.all());
  }

  private interface Pass {
    void over(ProvJsonReader reader) throws IOException;
  }

  private static void read(String text, Map<String, Scope> scopes, Pass pass) throws ReadException {
    try (JsonParser json = FACTORY.createParser(text)) {
      try {
        json.nextToken();
        ProvJsonReader reader = new ProvJsonReader(json, scopes);
        pass.over(reader);
        if (json.nextToken() != null) {
          throw reader.expected("nothing behind the document");
        }
      } catch (Mistake mistake) {
        JsonLocation place = json.currentTokenLocation();
        throw mistake.at(Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()));
      }
    } catch (StreamConstraintsException tooLarge) {
      throw placed(ReadException.Kind.SIZE, tooLarge);
    } catch (JsonProcessingException malformed) {
      throw placed(ReadException.Kind.SYNTAX, malformed);
    } catch (IOException impossible) {
      throw new IllegalStateException("a text cannot fail to be read", impossible);
    }
  }

  private static ReadException placed(ReadException.Kind kind, JsonProcessingException error) {
    JsonLocation place = error.getLocation();
    return new ReadException(
        kind,
        error.getOriginalMessage().lines().findFirst().orElse("this is no JSON"),
        place == null ? 1 : Math.max(1, place.getLineNr()),
        place == null ? 1 : Math.max(1, place.getColumnNr()));
  }

  private static Scope scope(Map<String, Scope> scopes, String bundle) {
    return scopes.computeIfAbsent(
        bundle,
        absent -> new Scope(bundle.isEmpty() ? Namespaces.NONE : scope(scopes, "").namespaces()));
  }

  /** What is done with a member, whose value is the current token. */
  private interface Member {
    void named(String name) throws IOException;
  }

  private void members(String what, Member member) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw expected(what);
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      member.named(name);
    }
  }

  // The first time: prefixes.

  private void declarations() throws IOException {
    Map<String, Map<String, String>> ofBundles = new HashMap<>();
    members(
        "an object, the document",
        name -> {
          if (name.equals(PREFIX)) {
            prefixes().forEach((prefix, iri) -> declare("", prefix, iri));
          } else if (name.equals(BUNDLE)) {
            members(
                "an object, the bundles by their names",
                bundle -> ofBundles.put(bundle, prefixesOfBundle()));
          } else {
            json.skipChildren();
          }
        });
    ofBundles.forEach(
        (bundle, prefixes) -> prefixes.forEach((prefix, iri) -> declare(bundle, prefix, iri)));
  }

  private void declare(String bundle, String prefix, String iri) {
    scope(scopes, bundle).declare(prefix.equals(DEFAULT_NAMESPACE) ? "" : prefix, iri);
  }

  private Map<String, String> prefixesOfBundle() throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    members(
        "an object, the bundle",
        name -> {
          if (name.equals(PREFIX)) {
            all.putAll(prefixes());
          } else {
            json.skipChildren();
          }
        });
    return all;
  }

  private Map<String, String> prefixes() throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    members("an object, the namespaces by their prefixes", name -> all.put(name, text("an IRI")));
    return all;
  }

  // The second time: statements.

  private void document() throws IOException {
    Scope scope = scope(scopes, "");
    members(
        "an object, the document",
        name -> {
          if (name.equals(BUNDLE)) {
            members("an object, the bundles by their names", this::bundle);
          } else {
            statements(name, scope);
          }
        });
  }

  private void bundle(String name) throws IOException {
    Scope scope = scope(scopes, name);
    statements.add(new BundleBegin(scope.name(name), scope.namespaces()));
    members(
        "an object, the bundle",
        member -> {
          if (!member.equals(BUNDLE_ID)) {
            statements(member, scope);
          }
        });
    statements.add(new BundleEnd());
  }

  /** All statements of a kind. */
  private void statements(String keyword, Scope scope) throws IOException {
    if (keyword.equals(PREFIX)) {
      json.skipChildren();
      return;
    }
    Signature signature =
        Signature.of(keyword)
            .orElseThrow(
                () ->
                    new Mistake(
                        ReadException.Kind.UNKNOWN,
                        "expected one of prefix, bundle, %s, came '%s'"
                            .formatted(String.join(", ", Signature.keywords()), keyword)));
    members(
        "an object, statements by their names",
        name -> {
          @Nullable QualifiedName id = name.startsWith("_:") ? null : scope.name(name);
          if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
              statement(signature, id, scope);
            }
          } else {
            statement(signature, id, scope);
          }
        });
  }

  private void statement(Signature signature, @Nullable QualifiedName id, Scope scope)
      throws IOException {
    List<Argument> formal = signature.arguments();
    List<@Nullable Object> arguments =
        new ArrayList<>(Collections.nCopies(formal.size(), (@Nullable Object) null));
    List<QualifiedName> members = new ArrayList<>();
    List<Attribute> attributes = new ArrayList<>();
    members(
        "an object, a statement",
        name -> {
          QualifiedName attribute = scope.name(name);
          int place = place(formal, scope.iri(attribute));
          if (place < 0) {
            values(scope, value -> attributes.add(new Attribute(attribute, value)));
          } else if (formal.get(place).isTime()) {
            arguments.set(place, Times.parse(text("a time")));
          } else if (signature.equals(new Signature.OfRelation(RelationKind.MEMBERSHIP))
              && place == 1) {
            names(scope, members::add);
          } else {
            arguments.set(place, oneName(scope));
          }
        });
    if (members.isEmpty()) {
      statements.add(signature.of(id, arguments, attributes));
    }
    for (QualifiedName each : members) {
      statements.add(signature.of(id, Arrays.asList(arguments.get(0), each), attributes));
    }
  }

  private static int place(List<Argument> formal, String iri) {
    for (int i = 0; i < formal.size(); i++) {
      if (iri.equals(Namespaces.PROV + formal.get(i).name())) {
        return i;
      }
    }
    return -1;
  }

  private interface Taking<T> {
    void of(T each) throws IOException;
  }

  private QualifiedName oneName(Scope scope) throws IOException {
    List<QualifiedName> names = new ArrayList<>(1);
    names(scope, names::add);
    if (names.size() != 1) {
      throw expected("one name");
    }
    return names.get(0);
  }

  private void names(Scope scope, Taking<QualifiedName> taking) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        taking.of(name(scope));
      }
    } else {
      taking.of(name(scope));
    }
  }

  private QualifiedName name(Scope scope) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT
        && value(scope) instanceof Value.Reference reference) {
      return reference.name();
    }
    return scope.name(text("a name"));
  }

  private void values(Scope scope, Taking<Value> taking) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        taking.of(value(scope));
      }
    } else {
      taking.of(value(scope));
    }
  }

  private Value value(Scope scope) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return scalar();
    }
    Map<String, String> parts = new HashMap<>();
    members(
        "an object, a value",
        name -> {
          if (!List.of("$", "type", "lang").contains(name)) {
            throw new Mistake(
                ReadException.Kind.UNKNOWN, "expected one of $, type, lang, came '" + name + "'");
          }
          parts.put(name, ((Value.Literal) scalar()).lexical());
        });
    String text = parts.get("$");
    if (text == null) {
      throw expected("the member $ of a value");
    }
    String type = parts.get("type");
    return scope.literal(text, type == null ? null : scope.name(type), parts.get("lang"));
  }

  private Value scalar() throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> Value.text(json.getText());
      case VALUE_TRUE, VALUE_FALSE -> typed("boolean");
      case VALUE_NUMBER_FLOAT -> typed("double");
      case VALUE_NUMBER_INT ->
          switch (json.getNumberType()) {
            case INT -> typed("int");
            case LONG -> typed("long");
            default -> typed("integer");
          };
      default -> throw expected("a value");
    };
  }

  private Value typed(String type) throws IOException {
    return new Value.Literal(json.getText(), QualifiedName.xsd(type), null);
  }

  private String text(String what) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw expected(what);
    }
    return json.getText();
  }

  private Mistake expected(String what) {
    JsonToken token = json.currentToken();
    String came =
        token == null
            ? "nothing"
            : switch (token) {
              case START_OBJECT, END_OBJECT -> "an object";
              case START_ARRAY, END_ARRAY -> "an array";
              case VALUE_STRING -> "a text";
              case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
              case VALUE_TRUE, VALUE_FALSE -> "a truth";
              case VALUE_NULL -> "null";
              default -> "something else";
            };
    return new Mistake(ReadException.Kind.SYNTAX, "expected %s, came %s".formatted(what, came));
  }
}
