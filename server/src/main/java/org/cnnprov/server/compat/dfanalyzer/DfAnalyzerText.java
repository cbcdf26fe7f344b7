package org.cnnprov.server.compat.dfanalyzer;

import java.util.List;
import java.util.function.UnaryOperator;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.Request;
import org.cnnprov.model.Problem;
import org.cnnprov.server.ingest.Decoder;
import org.cnnprov.server.text.Source;
import org.cnnprov.server.text.TextException;

/**
 * Decodes the bodies of {@code POST /pde/dataflow} and {@code POST /pde/task}: texts that say what
 * the messages in JSON say. They become such a message, and then the same events.
 */
final class DfAnalyzerText {

  private DfAnalyzerText() {}

  /** A specification. */
  static Decoder.Decoded dataflow(Request request) throws UndecodableException {
    Source source = Source.of(request.whole());
    try {
      DataflowText.Read read = DataflowText.message(source);
      return new Decoder.Decoded(
          MessageReader.dataflow(
              request, read.message().json(), new Problems(), placing(source, read.message())),
          read.warnings());
    } catch (TextException malformed) {
      throw malformed.undecodable();
    }
  }

  /** The state of a task. */
  static Decoder.Decoded task(Request request) throws UndecodableException {
    Source source = Source.of(request.whole());
    try {
      Placed.Members message = TaskText.message(source);
      return new Decoder.Decoded(
          MessageReader.task(request, message.json(), new Problems(), placing(source, message)),
          List.of());
    } catch (TextException malformed) {
      throw malformed.undecodable();
    }
  }

  /** A problem with the message as one with the text: the client knows nothing of pointers. */
  private static UnaryOperator<Problem> placing(Source source, Placed message) {
    return problem ->
        source.problem(problem.code(), message.offset(problem.pointer()), problem.detail());
  }
}
