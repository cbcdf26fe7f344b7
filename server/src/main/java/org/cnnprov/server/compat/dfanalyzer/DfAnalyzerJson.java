package org.cnnprov.server.compat.dfanalyzer;

import java.util.List;
import java.util.function.Function;
import org.cnnprov.codec.Fields;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.JsonTree;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.SpecificationReader;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.codec.Utf8;
import org.cnnprov.event.Batch;
import org.cnnprov.event.DataflowDeclared;
import org.cnnprov.event.Event;
import org.cnnprov.event.Request;
import org.cnnprov.event.Slice;
import org.cnnprov.model.Dataflow;

/** Decodes the bodies of {@code POST /pde/dataflow/json} and {@code POST /pde/task/json}. */
public final class DfAnalyzerJson {

  private static final SpecificationReader SPECIFICATIONS =
      new SpecificationReader(SpecificationReader.Dialect.DFANALYZER);

  private DfAnalyzerJson() {}

  /**
   * A specification.
   *
   * @throws UndecodableException with all that is wrong with it
   */
  public static Batch.Message dataflow(Request request) throws UndecodableException {
    return message(request, DfAnalyzerJson::declared);
  }

  /**
   * The state of a task, with what it read and wrote since the message before.
   *
   * @throws UndecodableException with all that is wrong with it
   */
  public static Batch.Message task(Request request) throws UndecodableException {
    return message(request, TaskMessage::events);
  }

  private static Batch.Message message(Request request, Function<Fields, List<Event>> reading)
      throws UndecodableException {
    Slice text = request.whole();
    Utf8.check(text);
    Problems problems = new Problems();
    Json body;
    try {
      body = JsonTree.parse(text, problems);
    } catch (UndecodableException malformed) {
      problems = new Problems();
      body = JsonTree.parse(StrayCommas.blankedOut(text), problems);
    }
    Fields fields = Fields.of(body, Fields.Texts.EMPTY_IS_ABSENT, problems);
    List<Event> events = body instanceof Json.Members ? reading.apply(fields) : List.of();
    if (problems.any()) {
      throw new UndecodableException(problems.list());
    }
    return new Batch.Message(request, events, Fingerprint.of(events));
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
