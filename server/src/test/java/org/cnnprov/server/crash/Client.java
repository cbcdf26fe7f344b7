package org.cnnprov.server.crash;

import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.cnnprov.server.crash.Doors.Answer;
import org.cnnprov.server.crash.Traffic.Outcome;

/** Sends one request after the other, each until it is acknowledged. Has a thread of its own. */
abstract class Client implements Runnable {

  /** Before the same is sent again to a server that did not take it. */
  private static final long PAUSE_NANOSECONDS = 10_000_000;

  private final Doors doors;
  private final Traffic traffic;
  final Books books = new Books();

  Client(Doors doors, Traffic traffic) {
    this.doors = doors;
    this.traffic = traffic;
  }

  /** What it writes into, or will. */
  abstract List<Place> places();

  /** The events that it sent although they cannot be stored, where its door numbers events. */
  abstract Optional<Refused> refused();

  /**
   * A data set that need not exist yet.
   *
   * @param select selects what the client left in it and around it, line by line
   */
  record Place(String dataflow, String set, String select) {}

  record Refused(UUID producer, List<Long> numbers) {}

  /**
   * Sends a request and notes what its answer says.
   *
   * @throws IOException where no answer came
   */
  abstract Outcome exchange() throws IOException, InterruptedException;

  /** The answer to the last request did not come. */
  void answerLost() {}

  @Override
  public final void run() {
    try {
      while (traffic.enter(books.anythingOpen())) {
        Outcome outcome = attempt();
        traffic.leave(outcome);
        if (outcome == Outcome.REFUSED || outcome == Outcome.NOT_SENT) {
          LockSupport.parkNanos(PAUSE_NANOSECONDS);
        }
      }
    } catch (InterruptedException | RuntimeException | AssertionError error) {
      traffic.fail(error);
    }
  }

  /** Whether the next new request is to grow a schema. */
  final boolean isGrowing() {
    return traffic.isGrowing();
  }

  final Answer post(String path, String type, String body)
      throws IOException, InterruptedException {
    return doors.post(path, type, body);
  }

  /** Whether the answer asks for the same again. */
  static boolean refuses(Answer answer) {
    return answer.status() == 429 || answer.status() == 503;
  }

  private Outcome attempt() throws InterruptedException {
    try {
      return exchange();
    } catch (ConnectException nobody) {
      answerLost();
      return Outcome.NOT_SENT;
    } catch (IOException broken) {
      answerLost();
      return Outcome.LOST;
    }
  }
}
