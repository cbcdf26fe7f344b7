package org.cnnprov.prov.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.ElementKind;
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
import org.junit.jupiter.api.Test;

/** What the corpus of the server does not have; what it has is read back by other tools there. */
class WritersTest {

  private static final Namespaces NAMESPACES = new Namespaces(Map.of("ex", "https://example.org/"));
  private static final QualifiedName ENTITY = ex("e");
  private static final QualifiedName ACTIVITY = ex("a");

  private static QualifiedName ex(String local) {
    return QualifiedName.of("ex", local);
  }

  private static String write(Format format, Statement... statements) throws IOException {
    StringWriter text = new StringWriter();
    DocumentWriter writer = format.writer(text);
    writer.begin(NAMESPACES);
    for (Statement statement : statements) {
      writer.write(statement);
    }
    writer.end();
    return text.toString();
  }

  private static Element entity(Attribute... attributes) {
    return new Element(ElementKind.ENTITY, ENTITY, null, null, List.of(attributes));
  }

  private static Relation relation(RelationKind kind, @Nullable Object... arguments) {
    return new Relation(kind, null, Arrays.asList(arguments), List.of());
  }

  private static void assertHolds(String document, String part) {
    assertTrue(document.contains(part), () -> "expected " + part + " in:\n" + document);
  }

  @Test
  void writeOptionalArgumentsAllOrNone() throws IOException {
    assertHolds(
        write(Format.PROVN, relation(RelationKind.USAGE, ACTIVITY, ENTITY, null)),
        "used(ex:a, ex:e, -)\n");
    assertHolds(
        write(Format.PROVN, relation(RelationKind.GENERATION, ENTITY, null, null)),
        "wasGeneratedBy(ex:e)\n");
  }

  @Test
  void escapeLocalNamesAsEachFormatNeedsIt() throws IOException {
    Element odd = new Element(ElementKind.ENTITY, ex("a(b),c."), null, null, List.of());
    assertHolds(write(Format.PROVN, odd), "entity(ex:a\\(b\\)\\,c\\.)");
    Element percent = new Element(ElementKind.ENTITY, ex(".a.%2Fb.c"), null, null, List.of());
    assertHolds(write(Format.PROVN, percent), "entity(ex:\\.a\\.%2Fb.c)");
    assertHolds(write(Format.TTL, odd), "<https://example.org/a(b),c.> a prov:Entity .");
  }

  @Test
  void keepLanguagesAndTypes() throws IOException {
    Element element =
        entity(
            new Attribute(Attribute.LABEL, new Value.Literal("Haus", Value.STRING, "de")),
            new Attribute(ex("n"), Value.number(Double.NaN)),
            new Attribute(ex("n"), Value.number(Double.NEGATIVE_INFINITY)));
    assertHolds(
        write(Format.PROVN, element),
        "[prov:label=\"Haus\"@de, ex:n=\"NaN\" %% xsd:double, ex:n=\"-INF\" %% xsd:double]");
    assertHolds(
        write(Format.JSON, element),
        "\"ex:n\": [{\"$\": \"NaN\",\"type\": \"xsd:double\"},{\"$\": \"-INF\",\"type\": \"xsd:double\"}]");
    assertHolds(write(Format.XML, element), "<prov:label xml:lang=\"de\">Haus</prov:label>");
    assertHolds(write(Format.TTL, element), "rdfs:label \"Haus\"@de");
  }

  @Test
  void writeTheQualifiedFormBesideThePlainOneWhereItSaysMore() throws IOException {
    Instant time = Instant.parse("2026-01-01T00:00:00.000001Z");
    String document = write(Format.TTL, relation(RelationKind.USAGE, ACTIVITY, ENTITY, time));
    assertHolds(document, "ex:a prov:used ex:e .\n");
    assertHolds(
        document,
        "ex:a prov:qualifiedUsage [ a prov:Usage ; prov:entity ex:e ; prov:atTime"
            + " \"2026-01-01T00:00:00.000001Z\"^^xsd:dateTime ] .\n");
  }

  @Test
  void nameRelationsThatHaveAnIdentifier() throws IOException {
    Relation named =
        new Relation(RelationKind.USAGE, ex("u"), Arrays.asList(ACTIVITY, ENTITY, null), List.of());
    assertHolds(write(Format.PROVN, named), "used(ex:u; ex:a, ex:e, -)");
    assertHolds(write(Format.JSON, named), "\"ex:u\": {\"prov:activity\": \"ex:a\"");
    assertHolds(write(Format.XML, named), "<prov:used prov:id=\"ex:u\">");
    assertHolds(
        write(Format.TTL, named),
        "ex:a prov:qualifiedUsage ex:u .\nex:u a prov:Usage ; prov:entity ex:e .\n");
  }

  @Test
  void leaveBundlesOutOfTurtleAndMakeThemGraphsOfTriG() throws IOException {
    Statement[] bundle = {new BundleBegin(ex("b"), NAMESPACES), entity(), new BundleEnd()};
    assertTrue(!write(Format.TTL, bundle).contains("ex:e"));
    assertHolds(write(Format.TRIG, bundle), "ex:b {\nex:e a prov:Entity .\n}\n");
  }

  @Test
  void escapeWhatTheNameOfAnXmlElementCannotHave() throws IOException {
    Element element =
        entity(
            new Attribute(ex("a/b"), Value.text("1")),
            new Attribute(ex("1st"), Value.text("2")),
            new Attribute(ex("a_x002F_b"), Value.text("3")));
    String document = write(Format.XML, element);
    for (String name : List.of("a_x002F_b", "_x0031_st", "a_x005F_x002F_b")) {
      assertHolds(document, "</ex:" + name + ">");
    }
  }

  @Test
  void putStatementsOfOneNameIntoAnArrayOfProvJson() throws IOException {
    String document =
        write(
            Format.JSON,
            entity(new Attribute(ex("n"), Value.text("1"))),
            entity(),
            new Element(ElementKind.ENTITY, ex("f"), null, null, List.of()));
    assertHolds(document, "\"ex:e\": [{\"ex:n\": [\"1\"]},{}\n  ],");
    assertHolds(document, "\"ex:f\": {}");
  }

  @Test
  void writeTheSameTimeInEveryYear() {
    assertEquals(
        "0987-01-02T03:04:05.600000Z", Times.text(Instant.parse("0987-01-02T03:04:05.6Z")));
  }
}
