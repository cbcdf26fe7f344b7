package org.cnnprov.provreaders;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openprovenance.prov.model.Document;
import org.openprovenance.prov.model.QualifiedName;
import org.openprovenance.prov.validation.Config;
import org.openprovenance.prov.validation.ObjectMaker;
import org.openprovenance.prov.validation.Unknown;
import org.openprovenance.prov.validation.Validate;
import org.openprovenance.prov.validation.VarQName;
import org.openprovenance.prov.validation.report.ValidationReport;

/** What ProvToolbox's validator of PROV-CONSTRAINTS finds; each bundle has a report of its own. */
final class Constraints {

  private Constraints() {}

  /** It changes the document. */
  static List<Object> violations(Document document) throws IOException {
    ValidationReport report =
        new Validate(Config.newYesToAllConfig(Readers.FACTORY, new Variables())).validate(document);
    List<Object> found = new ArrayList<>();
    add(report, found);
    report.getValidationReport().forEach(each -> add(each, found));
    return found;
  }

  private static void add(ValidationReport report, List<Object> found) {
    report.getCycle().forEach(each -> found.add("cycle: " + each));
    report.getFailedMerge().forEach(each -> found.add("cannot be one: " + each));
    report.getQualifiedNameMismatch().forEach(each -> found.add("names differ: " + each));
    report.getTypeOverlap().forEach(each -> found.add("two types: " + each));
    if (report.getSpecializationReport() != null) {
      report
          .getSpecializationReport()
          .getSpecializationOf()
          .forEach(each -> found.add("specialization: " + each));
    }
    if (report.getMalformedStatements() != null) {
      report
          .getMalformedStatements()
          .getStatement()
          .forEach(each -> found.add("malformed: " + each));
    }
  }

  /** A name that the validator may bind. */
  private static final class Variable extends org.openprovenance.prov.vanilla.QualifiedName
      implements VarQName, Unknown {
    private Variable(String namespace, String local, String prefix) {
      super(namespace, local, prefix);
    }
  }

  private static final class Variables implements ObjectMaker {
    @Override
    public VarQName makeVarQName(String namespace, String local, String prefix) {
      return new Variable(namespace, local, prefix);
    }

    @Override
    public VarQName makeVarQName(QualifiedName name) {
      return new Variable(name.getNamespaceURI(), name.getLocalPart(), name.getPrefix());
    }

    @Override
    public Unknown makeUnknown(String local, String prefix) {
      return new Variable("https://example.org/unknown#", local, prefix);
    }
  }
}
