package org.cnnprov.server.http;

import java.util.List;
import java.util.Map;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Problem;

/** A request that cannot be answered as it was asked. Becomes {@code application/problem+json}. */
public final class ProblemException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ProblemDocument document;

  public ProblemException(ProblemDocument document) {
    super(document.detail());
    this.document = document;
  }

  public ProblemException(ErrorCode code, String detail) {
    this(new ProblemDocument(code, detail, List.of(), Map.of()));
  }

  /** Wrong in one place or in several; the first names the code of the whole. */
  public ProblemException(List<Problem> problems) {
    this(ProblemDocument.of(problems));
  }

  public ProblemDocument document() {
    return document;
  }
}
