package org.cnnprov.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cnnprov.event.Batch;
import org.cnnprov.event.Event;
import org.cnnprov.event.Request;
import org.cnnprov.model.Problem;
import org.jspecify.annotations.Nullable;

/** Batches that tests make. */
final class Batches {

  static final String HEADER =
      "{\"producer\":\"0a1b2c3d-0000-4000-8000-000000000001\",\"first\":0}\n";

  private Batches() {}

  static Request request(byte[] body) {
    return new Request(Instant.EPOCH, "/api/v1/batches", "127.0.0.1", body);
  }

  static BatchDecoder.Decoded decode(String body) throws UndecodableException {
    return BatchDecoder.decode(request(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** The one line of a batch, written with single quotes for double ones. */
  static Batch.Line line(String event) throws UndecodableException {
    return decode(HEADER + event.replace('\'', '"')).batch().lines().get(0);
  }

  static @Nullable Event event(String event) throws UndecodableException {
    return line(event).event();
  }

  /** Pointer and code of the problems of one line. */
  static List<String> problems(String event) throws UndecodableException {
    return line(event).problems().stream().map(Spec::placed).toList();
  }

  /** Pointer and code of all problems, pointers within the batch. */
  static List<String> rejected(BatchDecoder.Decoded decoded) {
    List<String> rejected = new ArrayList<>();
    int index = 0;
    for (Batch.Line line : decoded.batch().lines()) {
      for (Problem problem : line.problems()) {
        rejected.add(Spec.placed(problem.within("/" + index)));
      }
      index++;
    }
    return rejected;
  }
}
