package org.cnnprov.server.compat.dfanalyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.DataflowDeclared;
import org.cnnprov.model.Attribute;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.DataSetSchema;
import org.cnnprov.model.Dataflow;
import org.cnnprov.model.Extractor;
import org.cnnprov.model.ExtractorCombination;
import org.cnnprov.model.Name;
import org.cnnprov.model.Program;
import org.cnnprov.model.SetType;
import org.junit.jupiter.api.Test;

class SpecificationMessageTest {

  @Test
  void everyFieldButTheTagIsOptional() throws Exception {
    assertEquals(new Dataflow(new Name("d"), false, List.of()), dataflow("{'tag':'d'}"));
  }

  @Test
  void opensAnExecutionForTasksWithoutExec() throws Exception {
    assertTrue(declared("{'tag':'d','exec':'never seen again'}").opensExecution());
  }

  @Test
  void predefinedAndHyperparametersMeanTheSame() throws Exception {
    assertTrue(dataflow("{'tag':'d','predefined':true}").predefined());
    assertTrue(dataflow("{'tag':'d','hyperparameters':true}").predefined());
    assertFalse(dataflow("{'tag':'d','predefined':false}").predefined());
  }

  @Test
  void readsTheOtherNamesOfTypes() throws Exception {
    DataSetSchema set =
        set(
            "{'tag':'s','type':'OUTPUT','attributes':[{'name':'a','type':'LONG_TEXT'},"
                + "{'name':'b','type':'RDFILE'},{'name':'c','type':'numeric'},{'name':'e'}]}");
    assertEquals(
        List.of(AttributeType.TEXT, AttributeType.FILE, AttributeType.NUMERIC, AttributeType.TEXT),
        set.attributes().stream().map(Attribute::type).toList());
  }

  @Test
  void aSetWithADependencyIsAnInput() throws Exception {
    DataSetSchema set = set("{'tag':'s','dependency':'writer'}");
    assertEquals(new Name("writer"), set.dependency());
    assertEquals(SetType.INPUT, set.type());
  }

  @Test
  void anEmptyDependencyIsNone() throws Exception {
    assertEquals(null, set("{'tag':'s','type':'OUTPUT','dependency':''}").dependency());
  }

  @Test
  void extensionMayBeAListOrAText() throws Exception {
    DataSetSchema set =
        set(
            "{'tag':'s','extractors':[{'tag':'x','cartridge':'EXTRACTION','extension':'CSV'},"
                + "{'tag':'y','extension':['FASTBIT','CSV']}]}");
    assertEquals(
        List.of(
            new Extractor(new Name("x"), "EXTRACTION", "CSV"),
            new Extractor(new Name("y"), "", "FASTBIT,CSV")),
        set.extractors());
  }

  @Test
  void keysOfACombinationMayBeAListOrAText() throws Exception {
    DataSetSchema set =
        set(
            "{'tag':'s','extractor.combinations':[{'outer':'x','inner':'y','keys':'a;b',"
                + "'key_types':'TEXT; numeric'},{'outer':'x','inner':'z','keys':['a'],"
                + "'key_types':['FILE']}]}");
    assertEquals(
        List.of(
            new ExtractorCombination(
                new Name("y"),
                new Name("x"),
                List.of(new Name("a"), new Name("b")),
                List.of(AttributeType.TEXT, AttributeType.NUMERIC)),
            new ExtractorCombination(
                new Name("z"), new Name("x"), List.of(new Name("a")), List.of(AttributeType.FILE))),
        set.combinations());
  }

  @Test
  void aProgramMayLackItsPath() throws Exception {
    assertEquals(
        List.of(new Program("p", null)),
        dataflow("{'tag':'d','transformations':[{'tag':'t','programs':[{'name':'p'}]}]}")
            .transformations()
            .get(0)
            .programs());
  }

  @Test
  void aTransformationMayStandTwice() throws Exception {
    assertEquals(
        2,
        dataflow("{'tag':'d','transformations':[{'tag':'t'},{'tag':'T'}]}")
            .transformations()
            .size());
  }

  @Test
  void strayCommasInArraysAreForgiven() throws Exception {
    assertEquals(
        List.of(new Name("t"), new Name("u")),
        dataflow("{'tag':',[,','transformations':[ , {'tag':'t'},, {'tag':'u'} , ]}")
            .transformations()
            .stream()
            .map(transformation -> transformation.tag())
            .toList());
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    UndecodableException refusal =
        assertThrows(
            UndecodableException.class,
            () -> dataflow("{'tag':'','transformations':[{'sets':[{'tag':3}]},7]}"));
    assertEquals(
        List.of(
            "/tag invalid_name",
            "/transformations/1 wrong_type",
            "/transformations/0/tag missing_field",
            "/transformations/0/sets/0/tag wrong_type"),
        Messages.placed(refusal.problems()));
  }

  @Test
  void theFingerprintKnowsContentNotSpelling() throws Exception {
    long fingerprint = fingerprint("{'tag':'d','transformations':[{'tag':'t'}]}");
    assertEquals(fingerprint, fingerprint(" {'transformations':[{'tag':'T'}],'tag':'D'}"));
    assertNotEquals(fingerprint, fingerprint("{'tag':'d','transformations':[{'tag':'u'}]}"));
  }

  private static long fingerprint(String body) throws UndecodableException {
    return Messages.dataflow(body).fingerprint();
  }

  private static DataflowDeclared declared(String body) throws UndecodableException {
    return (DataflowDeclared) Messages.dataflow(body).events().get(0);
  }

  private static Dataflow dataflow(String body) throws UndecodableException {
    return declared(body).dataflow();
  }

  private static DataSetSchema set(String set) throws UndecodableException {
    return dataflow("{'tag':'d','transformations':[{'tag':'t','sets':[" + set + "]}]}")
        .transformations()
        .get(0)
        .sets()
        .get(0);
  }
}
