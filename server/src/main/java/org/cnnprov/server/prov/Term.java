package org.cnnprov.server.prov;

import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * The terms of the vocabulary {@code cnn:} that documents use, beside the attributes of the
 * predefined training sets. The ontology {@code spec/ns/cnn.ttl} defines these and no others.
 */
enum Term {
  // Classes.
  ADAPTATION("Adaptation"),
  ATTRIBUTE("Attribute"),
  ATTRIBUTE_VALUE("AttributeValue"),
  BATCH_JOB("BatchJob"),
  CHECKPOINT("Checkpoint"),
  DATA_ELEMENT("DataElement"),
  DATA_SET("DataSet"),
  DATA_SET_SCHEMA("DataSetSchema"),
  DATA_TRANSFORMATION("DataTransformation"),
  ENVIRONMENT("Environment"),
  EPOCH("Epoch"),
  EXECUTE_DATAFLOW("ExecuteDataflow"),
  EXECUTE_DATA_TRANSFORMATION("ExecuteDataTransformation"),
  FILE("File"),
  MACHINE("Machine"),
  PERFORMANCE("Performance"),
  RANK("Rank"),
  SCIENTIST("Scientist"),
  SERIES("Series"),

  // Roles.
  CHECKPOINT_ROLE("checkpoint"),
  HOST("host"),
  HYPERPARAMETERS("hyperparameters"),
  INPUT("input"),
  PROGRAM("program"),

  // Properties.
  ARCHITECTURE("architecture"),
  JOB_ID("jobId"),
  CODE_COMMIT("codeCommit"),
  CODE_DIFF("codeDiff"),
  CODE_DIRTY("codeDirty"),
  COMMAND("command"),
  CORES("cores"),
  DATATYPE("datatype"),
  DESCRIPTION("description"),
  DOOR("door"),
  EMAIL("email"),
  ERROR("error"),
  ERROR_TYPE("errorType"),
  EXECUTION_TAG("executionTag"),
  FRAMEWORK("framework"),
  GPUS("gpus"),
  INVOCATION("invocation"),
  LANGUAGE("language"),
  MEMORY_BYTES("memoryBytes"),
  METHOD("method"),
  MISSING_EVENTS("missingEvents"),
  NOTE("note"),
  OPERATING_SYSTEM("operatingSystem"),
  OUTPUT("output"),
  PACKAGE("package"),
  PATH("path"),
  PLATFORM("platform"),
  PROCESSOR("processor"),
  RANK_INDEX("rankIndex"),
  RANK_OF("rankOf"),
  RECORDED_BY("recordedBy"),
  RESOURCE("resource"),
  ROWS("rows"),
  SHA256("sha256"),
  SIZE_BYTES("sizeBytes"),
  STARTED("started"),
  ENDED("ended"),
  STATUS("status"),
  SUBTASK("subtask"),
  TAG("tag"),
  VARIABLE("variable"),
  VERSION("version"),
  WORKSPACE("workspace");

  private final String local;

  Term(String local) {
    this.local = local;
  }

  String local() {
    return local;
  }

  QualifiedName named() {
    return QualifiedName.of(Names.CNN_PREFIX, local);
  }

  Attribute as(Value value) {
    return new Attribute(named(), value);
  }

  /** The class as the type of something. */
  Attribute type() {
    return Attribute.type(named());
  }

  /** A role in a relation. */
  Attribute role() {
    return new Attribute(Attribute.ROLE, Value.reference(named()));
  }

  /** A text, or nothing where there is none. */
  @Nullable Attribute text(@Nullable String text) {
    return text == null ? null : as(Value.text(text));
  }

  @Nullable Attribute number(@Nullable Long number) {
    return number == null ? null : as(Value.integer(number));
  }
}
