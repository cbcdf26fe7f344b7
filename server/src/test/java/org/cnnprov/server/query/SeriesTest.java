package org.cnnprov.server.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cnnprov.server.spec.Answer;
import org.cnnprov.server.spec.Client;
import org.cnnprov.server.spec.RunningServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Curves of an execution with 20,000 steps, a spike in one of them and NaN in another. */
class SeriesTest {

  private static final int STEPS = 20_000;
  private static final int SPIKE = 7_777;
  private static final int NAN = 13_131;

  @TempDir static Path directory;

  private static RunningServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = RunningServer.in(directory);
    client = server.client();
    Trainings.of("curves")
        .start("curves", "one", "\"LEARNING_RATE\":0.001")
        .epoch(1, "\"loss\":0.9")
        .epoch(2, "\"loss\":\"NaN\"")
        .epoch(3, "\"loss\":\"Infinity\"")
        .epoch(4, "\"accuracy\":0.5")
        .rows(
            "oTrainingStep",
            IntStream.rangeClosed(1, STEPS)
                .mapToObj(SeriesTest::step)
                .collect(Collectors.joining(",")))
        .send(client);
    Trainings.of("ranks")
        .start("ranks", "two", "\"LEARNING_RATE\":0.001")
        .rows(
            "oTrainingStep",
            "{\"step\":1,\"rank\":0,\"loss\":0.75},{\"step\":1,\"rank\":1,\"loss\":0.5}")
        .send(client);
    Trainings.of("short")
        .start("curves", "three", "\"LEARNING_RATE\":0.002")
        .rows(
            "oTrainingStep",
            "{\"step\":1,\"loss\":0.5},{\"step\":2,\"loss\":\"NaN\"},{\"step\":3,\"loss\":0.25}")
        .send(client);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void showsEpochsWithNaNAndInfinity() {
    Answer answer = client.get("/api/v1/series?executions=1&y=LOSS,accuracy").expect(200);
    assertEquals(List.of(1.0, 2.0, 3.0), answer.list("series", 0, "x"));
    assertEquals(List.of(0.9, "NaN", "Infinity"), answer.list("series", 0, "y"));
    assertEquals(List.of(4.0), answer.list("series", 1, "x"));
  }

  @Test
  void keepsTheSpikeAndTheNaNAmongFewPoints() {
    Answer answer = client.get("/api/v1/series?executions=1&y=loss&x=step&points=50").expect(200);
    List<@Nullable Object> x = answer.list("series", 0, "x");
    List<@Nullable Object> y = answer.list("series", 0, "y");
    assertEquals((double) STEPS, answer.at("series", 0, "points_total"));
    assertTrue(x.size() <= 50 && x.size() >= 25, () -> "points: " + x.size());
    assertEquals(1_000.0, y.get(x.indexOf((double) SPIKE)));
    assertEquals("NaN", y.get(x.indexOf((double) NAN)));
    assertEquals(1.0, x.get(0));
    assertEquals((double) STEPS, x.get(x.size() - 1));
  }

  @Test
  void showsEveryPointWhereTheyFit() {
    Answer answer =
        client.get("/api/v1/series?executions=1&y=loss&x=step&points=20000").expect(200);
    assertEquals(STEPS, answer.list("series", 0, "x").size());
  }

  @Test
  void drawsOverTheTime() {
    Answer answer = client.get("/api/v1/series?executions=1&y=loss&x=time").expect(200);
    assertEquals(List.of(3.0, 4.0, 5.0), answer.list("series", 0, "x"));
  }

  @Test
  void drawsTheFirstOfSeveralRanks() {
    Answer answer = client.get("/api/v1/series?executions=2&y=loss&x=step").expect(200);
    assertEquals(List.of(1.0), answer.list("series", 0, "x"));
    assertEquals(List.of(0.75), answer.list("series", 0, "y"));
  }

  @Test
  void drawsExecutionsInTheOrderInWhichTheyAreAskedFor() {
    Answer answer =
        client.get("/api/v1/series?executions=3,2,1&y=loss&x=step&points=50").expect(200);
    assertEquals(List.of(1.0, 2.0, 3.0), answer.list("series", 0, "x"));
    assertEquals(List.of(0.5, "NaN", 0.25), answer.list("series", 0, "y"));
    assertEquals(List.of(0.75), answer.list("series", 1, "y"));
    assertEquals((double) STEPS, answer.at("series", 2, "points_total"));
    assertEquals(3.0, answer.at("series", 0, "execution"));
  }

  @Test
  void keepsTheExtremesOfManyPointsAtOneTime() {
    Answer answer = client.get("/api/v1/series?executions=1&y=norm&x=time&points=50").expect(200);
    List<@Nullable Object> y = answer.list("series", 0, "y");
    assertEquals((double) STEPS, answer.at("series", 0, "points_total"));
    assertTrue(y.size() <= 50, () -> "points: " + y.size());
    assertTrue(y.contains(1.0) && y.contains((double) STEPS), y::toString);
    assertTrue(answer.list("series", 0, "x").stream().allMatch(x -> x.equals(7.0)));
  }

  @Test
  void leavesACurveEmptyThatTheExecutionDoesNotHave() {
    Answer answer = client.get("/api/v1/series?executions=1&y=nowhere").expect(200);
    assertEquals(List.of(), answer.list("series", 0, "x"));
    assertEquals(0.0, answer.at("series", 0, "points_total"));
  }

  private static String step(int step) {
    String loss = step == SPIKE ? "1000" : step == NAN ? "\"NaN\"" : String.valueOf(1.0 / step);
    return "{\"step\":%d,\"epoch\":1,\"norm\":%d,\"loss\":%s}".formatted(step, step, loss);
  }
}
