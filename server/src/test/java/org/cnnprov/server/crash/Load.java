package org.cnnprov.server.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A server under the load of many clients, each of which has always one request in flight. Owned by
 * the thread of the test; the clients have threads of their own.
 */
final class Load implements AutoCloseable {

  /** Requests that are in flight when the server is ended. */
  static final int IN_FLIGHT = 8;

  private static final Duration FOLDING = Duration.ofMinutes(1);
  private static final long POLL_NANOSECONDS = 500_000;

  private final Site site;
  private final Path log;
  private final Doors doors = new Doors();
  private final Audit audit = new Audit(doors);
  private final List<Client> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private ServerProcess server;

  final Traffic traffic = new Traffic();

  /** Starts the server and the clients, which wait until the traffic is opened. */
  Load(Path directory, long seed) throws IOException {
    this(Site.in(directory.resolve("data")), directory.resolve("server.log"), seed);
  }

  /** On another site; the log of the server lies elsewhere. */
  Load(Site site, Path log, long seed) throws IOException {
    this.site = site;
    this.log = log;
    Random random = new Random(seed);
    for (int i = 0; i < 6; i++) {
      NativeTraining training = new NativeTraining("native-" + i, new Random(random.nextLong()));
      clients.add(new NativeClient(training, new Random(random.nextLong()), doors, traffic));
    }
    for (int i = 0; i < 5; i++) {
      String dataflow = "named-df-" + i / 2;
      add(new NamedTraining(dataflow, "named-" + i, new Random(random.nextLong())));
      add(new UnnamedSolver("unnamed-" + i, new Random(random.nextLong())));
    }
    server = ServerProcess.start(site, log);
    doors.leadTo(server.address());
    clients.forEach(client -> threads.add(new Thread(client, "client")));
    threads.forEach(Thread::start);
  }

  ServerProcess server() {
    return server;
  }

  Site site() {
    return site;
  }

  Doors doors() {
    return doors;
  }

  /** Starts the server again on the same data, after it has ended. What it finds is kept aside. */
  void restart() throws IOException {
    keepAside();
    server = ServerProcess.start(site, log);
    doors.leadTo(server.address());
  }

  /** How many clients have a request open that grows a schema. Only while nothing is in flight. */
  long growing() {
    return clients.stream().filter(client -> client.books.growthIsOpen()).count();
  }

  /** Starts the server without waiting for it, and without telling the clients. */
  Process launch() throws IOException {
    return ServerProcess.launch(site, log);
  }

  /** Waits until the server writes into the file of the store, and not only into its log. */
  void awaitFolding() throws IOException {
    Path file = site.file();
    long before = Files.size(file);
    FileTime written = Files.getLastModifiedTime(file);
    long deadline = System.nanoTime() + FOLDING.toNanos();
    while (Files.size(file) == before && Files.getLastModifiedTime(file).equals(written)) {
      assertTrue(System.nanoTime() < deadline, "the log was not folded within " + FOLDING);
      LockSupport.parkNanos(POLL_NANOSECONDS);
    }
  }

  /** Nothing that was acknowledged is missing, and nothing is there twice or in part. */
  int audit() throws IOException, InterruptedException {
    return audit.check(clients);
  }

  /** Lets the clients finish what was not acknowledged, and checks all of it. */
  int finish() throws IOException, InterruptedException {
    traffic.openForTheLastTime();
    for (Thread thread : threads) {
      thread.join();
    }
    traffic.check();
    audit.checkRefused(clients);
    return audit.check(clients);
  }

  @Override
  public void close() {
    traffic.fail(new AssertionError("the test has ended"));
    server.close();
  }

  /**
   * For whoever has to find out why a round failed: the files as the end of the server left them.
   */
  private void keepAside() throws IOException {
    Path aside = Files.createDirectories(log.resolveSibling("data-before-restart"));
    try (Stream<Path> old = Files.list(aside)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    try (Stream<Path> files = Files.list(site.seen())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, aside.resolve(file.getFileName()));
      }
    }
  }

  private void add(MessageClient.Script script) {
    clients.add(new MessageClient(script, doors, traffic));
  }
}
