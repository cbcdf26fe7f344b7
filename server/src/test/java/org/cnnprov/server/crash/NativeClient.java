package org.cnnprov.server.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.cnnprov.server.crash.Doors.Answer;
import org.cnnprov.server.crash.Traffic.Outcome;

/**
 * A client of the native door. After a lost answer it does by chance one of the things that a
 * producer may do: it sends the batch again, or the batch and newer events as one, or newer events
 * alone, and then rewinds where the server tells it to.
 */
final class NativeClient extends Client {

  /**
   * @param first the number of the first event
   * @param leaves the lines that it leaves in the store
   */
  record NumberedBatch(long first, List<String> events, List<String> leaves) {

    long last() {
      return first + events.size() - 1;
    }
  }

  private final UUID producer;
  private final NativeTraining training;
  private final Random random;
  private final List<NumberedBatch> unanswered = new ArrayList<>();
  private boolean answerLost;

  NativeClient(NativeTraining training, Random random, Doors doors, Traffic traffic) {
    super(doors, traffic);
    this.producer = new UUID(random.nextLong(), random.nextLong());
    this.training = training;
    this.random = random;
  }

  @Override
  List<Place> places() {
    return training.places();
  }

  @Override
  Optional<Refused> refused() {
    return Optional.of(new Refused(producer, training.refused()));
  }

  @Override
  void answerLost() {
    answerLost = true;
  }

  @Override
  Outcome exchange() throws IOException, InterruptedException {
    List<NumberedBatch> sent = choose();
    long last = sent.get(sent.size() - 1).last();
    Answer answer = post("/api/v1/batches", "application/x-ndjson", body(sent));
    if (refuses(answer)) {
      return Outcome.REFUSED;
    }
    if (answer.status() == 409) {
      acknowledgeBelow(Json.number(answer.body(), "expected"));
      return Outcome.REWOUND;
    }
    long stored = answer.status() == 200 ? Json.number(answer.body(), "stored") : -1;
    // More than was sent now where it was sent before, and that answer was lost.
    if (stored < last || stored > unanswered.get(unanswered.size() - 1).last()) {
      throw new AssertionError("expected %d stored, came %s".formatted(last, answer));
    }
    acknowledgeBelow(stored + 1);
    return Outcome.ACKNOWLEDGED;
  }

  private List<NumberedBatch> choose() {
    // A producer that the server does not know may begin anywhere: it would not be rewound.
    boolean mayGoAhead = answerLost && books.size() > 0;
    answerLost = false;
    if (unanswered.isEmpty()) {
      begin();
    } else if (mayGoAhead && random.nextInt(3) > 0) {
      begin();
      return random.nextBoolean()
          ? List.copyOf(unanswered)
          : List.of(unanswered.get(unanswered.size() - 1));
    }
    return List.of(unanswered.get(0));
  }

  private void begin() {
    NumberedBatch batch = training.next(isGrowing());
    books.begin(batch.leaves());
    unanswered.add(batch);
  }

  /** A batch is stored whole, so the next number is that of a batch. */
  private void acknowledgeBelow(long next) {
    while (!unanswered.isEmpty() && unanswered.get(0).last() < next) {
      unanswered.remove(0);
      books.acknowledge();
    }
    if (!unanswered.isEmpty() && unanswered.get(0).first() != next) {
      throw new AssertionError(
          "%s: %d comes next, but batches begin at %s"
              .formatted(producer, next, unanswered.stream().map(NumberedBatch::first).toList()));
    }
  }

  private String body(List<NumberedBatch> batches) {
    StringBuilder body = new StringBuilder();
    body.append("{\"producer\":\"%s\",\"first\":%d}\n".formatted(producer, batches.get(0).first()));
    batches.forEach(batch -> batch.events().forEach(event -> body.append(event).append('\n')));
    return body.toString();
  }
}
