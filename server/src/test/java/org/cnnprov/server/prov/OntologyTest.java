package org.cnnprov.server.prov;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnprov.server.spec.SpecFiles;
import org.junit.jupiter.api.Test;

class OntologyTest {

  private static final Pattern DEFINITION = Pattern.compile("(?m)^cnn:(\\w+) a ");

  @Test
  void definesTheTermsOfTheCodeAndNoOthers() {
    Set<String> defined =
        DEFINITION
            .matcher(SpecFiles.text(SpecFiles.path("ns/cnn.ttl")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> known = new TreeSet<>(Names.predefinedAttributes());
    Stream.of(Term.values()).map(Term::local).forEach(known::add);
    assertEquals(known, defined);
  }
}
