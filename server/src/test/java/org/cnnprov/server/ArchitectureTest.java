package org.cnnprov.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.cnnprov.server.app.Server;
import org.cnnprov.store.Store;
import org.junit.jupiter.api.Test;

/** The direction of dependencies, and that there is one way for data to be written. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cnnprov");

  @Test
  void dependenciesPointToTheModel() {
    reaches("org.cnnprov.model", List.of());
    reaches("org.cnnprov.event", List.of("org.cnnprov.model"));
    reaches("org.cnnprov.codec", List.of("org.cnnprov.model", "org.cnnprov.event"));
    reaches("org.cnnprov.prov..", List.of());
    reaches("org.cnnprov.store", List.of("org.cnnprov.model", "org.cnnprov.event"));
    noClasses()
        .that()
        .resideInAPackage("org.cnnprov.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.cnnprov.codec..", "org.cnnprov.server..")
        .check(CLASSES);
  }

  @Test
  void onlyTheWiringKnowsWhichStoreItIs() {
    noClasses()
        .that(resideInAPackage("org.cnnprov.server..").and(not(equivalentTo(Server.class))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.cnnprov.store.duckdb..", "org.cnnprov.store.sql..")
        .check(CLASSES);
  }

  /** The store that is being opened hands the calls of the pipeline on. */
  @Test
  void onlyThePipelineWrites() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.cnnprov.server.ingest..", "org.cnnprov.store..")
        .and()
        .doNotHaveFullyQualifiedName("org.cnnprov.server.app.OpeningStore")
        .should()
        .callMethod(Store.class, "append", List.class)
        .check(CLASSES);
  }

  @Test
  void whatGoesIntoTrainingProcessesBringsNothingWithIt() {
    noClasses()
        .that()
        .resideInAnyPackage("org.cnnprov.model", "org.cnnprov.event", "org.cnnprov.store")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml..", "org.slf4j..", "io.javalin..", "org.duckdb..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.cnnprov.server.(**)").should().beFreeOfCycles().check(CLASSES);
    slices().matching("org.cnnprov.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  private static void reaches(String origin, List<String> allowed) {
    noClasses()
        .that()
        .resideInAPackage(origin)
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.cnnprov..")
                .and(not(resideInAPackage(origin)))
                .and(not(resideInAnyPackage(allowed.toArray(new String[0])))))
        .check(CLASSES);
  }
}
