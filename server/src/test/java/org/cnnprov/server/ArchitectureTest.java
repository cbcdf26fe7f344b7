package org.cnnprov.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.cnnprov.server.app.Server;
import org.cnnprov.store.Store;

/** The direction of dependencies, and that there is one way for data to be written. */
@AnalyzeClasses(packages = "org.cnnprov", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule DEPENDENCIES_POINT_TO_THE_MODEL =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model")
          .definedBy("org.cnnprov.model")
          .layer("event")
          .definedBy("org.cnnprov.event")
          .layer("codec")
          .definedBy("org.cnnprov.codec")
          .layer("store")
          .definedBy("org.cnnprov.store")
          .layer("storage")
          .definedBy("org.cnnprov.store.sql..", "org.cnnprov.store.duckdb..")
          .layer("server")
          .definedBy("org.cnnprov.server..")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("storage")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("codec")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("storage", "server")
          .whereLayer("event")
          .mayOnlyBeAccessedByLayers("codec", "store", "storage", "server");

  @ArchTest
  static final ArchRule ONLY_THE_WIRING_KNOWS_WHICH_STORE_IT_IS =
      classes()
          .that(resideInAPackage("org.cnnprov.store.duckdb.."))
          .should()
          .onlyBeAccessed()
          .byClassesThat(
              resideInAPackage("org.cnnprov.store.duckdb..")
                  .or(
                      com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo(
                          Server.class)));

  @ArchTest
  static final ArchRule THERE_IS_ONE_WRITE_PATH =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.cnnprov.server.ingest..", "org.cnnprov.store..")
          .and()
          // It hands the calls of the pipeline on, once the store is open.
          .doNotHaveFullyQualifiedName("org.cnnprov.server.app.OpeningStore")
          .should()
          .callMethod(Store.class, "append", List.class);

  @ArchTest
  static final ArchRule THE_MODEL_BRINGS_NOTHING_WITH_IT =
      noClasses()
          .that(resideInAnyPackage("org.cnnprov.model", "org.cnnprov.event", "org.cnnprov.store"))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("com.fasterxml..", "org.slf4j..", "io.javalin.."));

  @ArchTest
  static final ArchRule PACKAGES_OF_THE_SERVER_HAVE_NO_CYCLES =
      slices().matching("org.cnnprov.server.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PACKAGES_BELOW_HAVE_NO_CYCLES =
      slices().matching("org.cnnprov.(model|event|codec|store)..").should().beFreeOfCycles();
}
