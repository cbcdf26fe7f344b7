package org.cnnprov.server.compat.dfanalyzer;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.cnnprov.codec.Fields;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.SpecificationReader;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.Batch;
import org.cnnprov.event.DataflowDeclared;
import org.cnnprov.event.Event;
import org.cnnprov.event.Request;
import org.cnnprov.model.Dataflow;
import org.cnnprov.model.Problem;

/** Reads messages, however they were written: the one way from them to events. */
final class MessageReader {

  private static final SpecificationReader SPECIFICATIONS =
      new SpecificationReader(SpecificationReader.Dialect.DFANALYZER);

  private MessageReader() {}

  /**
   * A specification.
   *
   * @param problems what was wrong with the body so far
   * @param placing gives a problem its place in the request
   * @throws UndecodableException with all that is wrong with it
   */
  static Batch.Message dataflow(
      Request request, Json body, Problems problems, UnaryOperator<Problem> placing)
      throws UndecodableException {
    return read(request, body, problems, MessageReader::declared, placing);
  }

  /** The state of a task; the parameters as above. */
  static Batch.Message task(
      Request request, Json body, Problems problems, UnaryOperator<Problem> placing)
      throws UndecodableException {
    return read(request, body, problems, TaskMessage::events, placing);
  }

  private static Batch.Message read(
      Request request,
      Json body,
      Problems problems,
      Function<Fields, List<Event>> reading,
      UnaryOperator<Problem> placing)
      throws UndecodableException {
    Fields fields = Fields.of(body, Fields.Texts.EMPTY_IS_ABSENT, problems);
    List<Event> events = body instanceof Json.Members ? reading.apply(fields) : List.of();
    if (problems.any()) {
      throw new UndecodableException(problems.list().stream().map(placing).toList());
    }
    return new Batch.Message(request, events, Fingerprint.of(events), placing);
  }

  private static List<Event> declared(Fields fields) {
    boolean predefined = Boolean.TRUE.equals(fields.flag("predefined"));
    boolean hyperparameters = Boolean.TRUE.equals(fields.flag("hyperparameters"));
    Dataflow dataflow =
        new Dataflow(
            fields.requiredName("tag"),
            predefined || hyperparameters,
            SPECIFICATIONS.transformations(fields));
    return List.of(new DataflowDeclared(null, dataflow, true));
  }
}
