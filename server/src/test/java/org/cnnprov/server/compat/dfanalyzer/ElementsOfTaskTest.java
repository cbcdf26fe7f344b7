package org.cnnprov.server.compat.dfanalyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.ElementsReported;
import org.cnnprov.event.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementsOfTaskTest {

  @Test
  void anElementIsAListOfValues() throws Exception {
    assertEquals(List.of(List.of("1", "nan", "")), rows("[['1','nan','']]"));
  }

  @Test
  void numbersAndBooleansAreTakenAsTheirText() throws Exception {
    assertEquals(List.of(Arrays.asList("1", "1e-05", "true", null)), rows("[[1,1e-05,true,null]]"));
  }

  @Test
  void anElementMayBeOneTextJoinedBySemicolons() throws Exception {
    assertEquals(
        List.of(List.of("1", "8", "x"), List.of("3", "", ""), List.of("2")),
        rows("['1;8;x','3;;','2']"));
  }

  @Test
  void aValueMayHoldASemicolon() throws Exception {
    assertEquals(List.of(List.of("a;b")), rows("[['a;b']]"));
  }

  @Test
  void onlyValuesOfListsHaveAPlaceOfTheirOwn() throws Exception {
    Rows.Positional rows = (Rows.Positional) elements("[['1','2'],'3;4']").rows();
    assertEquals("/0/1", rows.pointer(0, 1));
    assertEquals("/1", rows.pointer(1, 1));
  }

  @Test
  void aSetWithoutAttributesTakesAnEmptyElement() throws Exception {
    assertEquals(List.of(List.of()), rows("[[]]"));
  }

  @Test
  void strayCommasAreForgivenOutsideTexts() throws Exception {
    assertEquals(
        List.of(List.of("1", "2"), List.of("[,5\\,,]")), rows("[,[,'1',,'2',],['[,5\\\\,,]'],]"));
  }

  @Test
  void severalEntriesMayNameTheSameSet() throws Exception {
    List<ElementsReported> elements =
        all("{'tag':'s','elements':[['1']]},{'tag':'S','elements':[['2']]}");
    assertEquals(elements.get(0).set(), elements.get(1).set());
    assertEquals("/sets/0/elements", elements.get(0).pointer());
    assertEquals("/sets/1/elements", elements.get(1).pointer());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'tag':'s'}", "{'tag':'s','elements':[]}", ""})
  void withoutElementsThereIsNoEvent(String sets) throws Exception {
    assertEquals(List.of(), all(sets));
  }

  @Test
  void theSameEntryHasTheSameFingerprint() throws Exception {
    long fingerprint = elements("[['1','23']]").fingerprint();
    assertEquals(fingerprint, elements("[['1','23'],]").fingerprint());
    assertEquals(fingerprint, elements("['1;23']").fingerprint());
    assertNotEquals(0, fingerprint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[['12','3']]", "[['1'],['23']]", "[['1','23'],[]]", "[['1',null]]"})
  void anotherEntryHasAnotherFingerprint(String elements) throws Exception {
    assertNotEquals(elements("[['1','23']]").fingerprint(), elements(elements).fingerprint());
  }

  private static List<ElementsReported> all(String sets) throws UndecodableException {
    return Messages.task(",'sets':[" + sets + "]").events().stream()
        .filter(ElementsReported.class::isInstance)
        .map(ElementsReported.class::cast)
        .toList();
  }

  private static ElementsReported elements(String elements) throws UndecodableException {
    return all("{'tag':'s','elements':" + elements + "}").get(0);
  }

  private static List<?> rows(String elements) throws UndecodableException {
    return ((Rows.Positional) elements(elements).rows()).rows();
  }
}
