package org.cnnprov.server.crash;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cnnprov.server.crash.Doors.Answer;
import org.cnnprov.server.crash.Traffic.Outcome;
import org.jspecify.annotations.Nullable;

/** A client of DfAnalyzer's door: sends the same message again until it is acknowledged. */
final class MessageClient extends Client {

  /**
   * @param path of the door, with the double slash that DfAnalyzer's clients send
   * @param leaves the lines that it leaves in the store
   */
  record Message(String path, String body, List<String> leaves) {

    static Message dataflow(String body, List<String> leaves) {
      return new Message("//pde/dataflow/json", body, leaves);
    }

    boolean isOfTask() {
      return path.endsWith("task/json");
    }

    static Message task(String body, List<String> leaves) {
      return new Message("//pde/task/json", body, leaves);
    }
  }

  /** What a script of DfAnalyzer sends. */
  interface Script {

    /** The next message; where that is wanted, one that grows a schema. */
    Message next(boolean growing);

    List<Place> places();
  }

  private final Script script;
  private @Nullable Message unanswered;

  MessageClient(Script script, Doors doors, Traffic traffic) {
    super(doors, traffic);
    this.script = script;
  }

  @Override
  List<Place> places() {
    return script.places();
  }

  @Override
  Optional<Refused> refused() {
    return Optional.empty();
  }

  @Override
  Outcome exchange() throws IOException, InterruptedException {
    Message message = unanswered == null ? begin() : unanswered;
    Answer answer = post(message.path(), "application/json", message.body());
    if (refuses(answer)) {
      return Outcome.REFUSED;
    }
    if (answer.status() != 200) {
      throw new AssertionError(message.body() + " was answered with " + answer);
    }
    unanswered = null;
    books.acknowledge();
    return Outcome.ACKNOWLEDGED;
  }

  private Message begin() {
    Message message = script.next(isGrowing());
    books.begin(message.leaves());
    unanswered = message;
    return message;
  }
}
