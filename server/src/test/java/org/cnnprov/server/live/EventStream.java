package org.cnnprov.server.live;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cnnprov.server.spec.Plain;
import org.jspecify.annotations.Nullable;

/** A stream of events as a browser reads it. */
final class EventStream implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int PATIENCE_SECONDS = 30;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<?> connection;

  /**
   * What came.
   *
   * @param name {@code id} for an id without data, {@code comment}, and {@code end} for the end
   */
  record Event(String name, String id, String data) {

    @Nullable Object at(Object... path) {
      return Plain.at(Plain.parse(data), path);
    }

    /** Of each execution that it names one of its members. */
    List<@Nullable Object> ofExecutions(String member) {
      return Plain.list(at("executions")).stream().map(each -> Plain.at(each, member)).toList();
    }
  }

  private EventStream(HttpRequest request) {
    connection = HTTP.sendAsync(request, BodyHandlers.fromLineSubscriber(new Lines(events)));
  }

  /** Opens a stream; headers are pairs of name and value. */
  static EventStream open(int port, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new EventStream(request.build());
  }

  /** What comes next, whatever it is. */
  Event next() {
    try {
      Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s");
      }
      return event;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** The id that the stream begins with; whoever has it hears of all that is committed after. */
  String begin() {
    Event event = next();
    if (!event.name().equals("id")) {
      throw new AssertionError("expected an id at the beginning, came " + event);
    }
    return event.id();
  }

  /** Hangs up. */
  @Override
  public void close() {
    connection.cancel(true);
  }

  /** Puts lines together. */
  private static final class Lines implements Flow.Subscriber<String> {

    private final BlockingQueue<Event> events;
    private String name = "";
    private String id = "";
    private String data = "";

    Lines(BlockingQueue<Event> events) {
      this.events = events;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      if (line.isEmpty()) {
        events.add(new Event(name.isEmpty() ? "id" : name, id, data));
        name = "";
        data = "";
      } else if (line.startsWith(":")) {
        name = "comment";
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      } else if (!line.equals("retry: 1000")) {
        onError(new AssertionError("unexpected: " + line));
      }
    }

    @Override
    public void onError(Throwable failure) {
      events.add(new Event("broken", "", failure.toString()));
    }

    @Override
    public void onComplete() {
      events.add(new Event("end", "", ""));
    }
  }
}
