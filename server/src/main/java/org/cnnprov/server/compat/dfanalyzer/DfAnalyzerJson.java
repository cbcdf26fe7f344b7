package org.cnnprov.server.compat.dfanalyzer;

import java.util.function.UnaryOperator;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.JsonText;
import org.cnnprov.codec.JsonTree;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.codec.Utf8;
import org.cnnprov.event.Batch;
import org.cnnprov.event.Request;
import org.cnnprov.event.Slice;
import org.cnnprov.model.Problem;

/** Decodes the bodies of {@code POST /pde/dataflow/json} and {@code POST /pde/task/json}. */
final class DfAnalyzerJson {

  /** Pointers into a body of JSON are places already. */
  private static final UnaryOperator<Problem> PLACED = UnaryOperator.identity();

  private final JsonText form;

  DfAnalyzerJson(JsonText form) {
    this.form = form;
  }

  /**
   * A specification.
   *
   * @throws UndecodableException with all that is wrong with it
   */
  Batch.Message dataflow(Request request) throws UndecodableException {
    Parsed parsed = Parsed.of(request, form);
    return MessageReader.dataflow(request, parsed.body, parsed.problems, PLACED);
  }

  /**
   * The state of a task, with what it read and wrote since the message before.
   *
   * @throws UndecodableException with all that is wrong with it
   */
  Batch.Message task(Request request) throws UndecodableException {
    Parsed parsed = Parsed.of(request, form);
    return MessageReader.task(request, parsed.body, parsed.problems, PLACED);
  }

  private record Parsed(Json body, Problems problems) {

    static Parsed of(Request request, JsonText form) throws UndecodableException {
      Slice text = request.whole();
      Utf8.check(text);
      try {
        return parse(text, form);
      } catch (UndecodableException malformed) {
        return parse(StrayCommas.blankedOut(text), form);
      }
    }

    private static Parsed parse(Slice text, JsonText form) throws UndecodableException {
      Problems problems = new Problems();
      return new Parsed(JsonTree.parse(text, form, problems), problems);
    }
  }
}
