package org.cnnprov.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cnnprov.event.Batch;
import org.cnnprov.event.DataflowDeclared;
import org.cnnprov.event.ExecutionRef;
import org.cnnprov.event.Request;
import org.cnnprov.event.TaskRef;
import org.cnnprov.event.TaskReported;
import org.cnnprov.model.Dataflow;
import org.cnnprov.model.Name;
import org.cnnprov.model.TaskStatus;
import org.cnnprov.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executions end by their events, or by their silence, on a clock that the tests turn. */
public abstract class EndOfExecutions implements StoreUnderTest {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path directory;
  private Store store;

  @BeforeEach
  void openStore() throws Exception {
    store = open(directory);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void abortsAfterSixMissedHeartbeatsAndNotBefore() throws Exception {
    append(Trainings.producer(), 0, Trainings.start("silent", "run"), START);
    silence(START, Duration.ofSeconds(60));
    assertEquals("RUNNING", status("run"));
    store.settle(START.plusMillis(60_001));
    assertEquals("ABORTED", status("run"));
  }

  @Test
  void aClockThatJumpsAheadIsNoSilence() throws Exception {
    append(Trainings.producer(), 0, Trainings.start("ahead", "run"), START);
    store.settle(START);
    Instant nextDay = START.plus(Duration.ofDays(1));
    store.settle(nextDay);
    assertEquals("RUNNING", status("run"));
    silence(nextDay, Duration.ofSeconds(61));
    assertEquals("ABORTED", status("run"));
  }

  @Test
  void aClockThatJumpsBackHidesNoSilence() throws Exception {
    append(Trainings.producer(), 0, Trainings.start("back", "run"), START);
    silence(START, Duration.ofSeconds(30));
    Instant dayBefore = START.minus(Duration.ofDays(1));
    silence(dayBefore, Duration.ofSeconds(30));
    assertEquals("RUNNING", status("run"));
    store.settle(dayBefore.plusMillis(30_001));
    assertEquals("ABORTED", status("run"));
  }

  @Test
  void aClockThatJumpsEndsNothingOfDfAnalyzer() throws Exception {
    message(TaskStatus.FINISHED, START);
    store.settle(START);
    store.settle(START.plus(Duration.ofDays(1)));
    assertEquals("RUNNING", status("exec"));
  }

  @Test
  void aLateEventMakesItWhatItWas() throws Exception {
    UUID producer = Trainings.producer();
    append(producer, 0, Trainings.start("late", "run"), START);
    silence(START, Duration.ofSeconds(100));
    append(producer, 3, List.of(Trainings.heartbeat()), START.plusSeconds(200));
    assertEquals("RUNNING", status("run"));
  }

  @Test
  void aLateEventMakesItWhatItWasAfterARestartToo() throws Exception {
    UUID producer = Trainings.producer();
    append(producer, 0, Trainings.start("late", "run"), START);
    silence(START, Duration.ofSeconds(100));
    store.close();
    store = open(directory);
    assertEquals("ABORTED", status("run"));
    append(producer, 3, List.of(Trainings.heartbeat()), START.plusSeconds(200));
    assertEquals("RUNNING", status("run"));
  }

  @Test
  void aRestartOfTheServerIsNoSilenceOfTheTraining() throws Exception {
    append(Trainings.producer(), 0, Trainings.start("restart", "run"), START);
    store.close();
    store = open(directory);
    store.settle(START.plusSeconds(1_000));
    assertEquals("RUNNING", status("run"));
    silence(START.plusSeconds(1_000), Duration.ofSeconds(61));
    assertEquals("ABORTED", status("run"));
  }

  @Test
  void whatEndedByItsOwnEventStaysEnded() throws Exception {
    UUID producer = Trainings.producer();
    List<String> lines = new ArrayList<>(Trainings.start("ended", "run"));
    lines.add(Trainings.ended("FAILED"));
    lines.add(Trainings.heartbeat());
    append(producer, 0, lines, START);
    silence(START, Duration.ofSeconds(100));
    assertEquals("FAILED", status("run"));
  }

  @Test
  void tasksThatRanWhenTheExecutionWasAbortedFail() throws Exception {
    List<String> lines = new ArrayList<>(Trainings.start("aborted", "run"));
    lines.add(Trainings.ended("ABORTED"));
    append(Trainings.producer(), 0, lines, START);
    assertEquals(List.of(List.of("FAILED")), Answers.rows(store, "SELECT status FROM public.task"));
  }

  @Test
  void dfAnalyzersExecutionsFinishTenMinutesAfterTheirLastTask() throws Exception {
    message(TaskStatus.RUNNING, START);
    silence(START, Duration.ofHours(1));
    assertEquals("RUNNING", status("exec"));
    Instant end = START.plus(Duration.ofHours(1));
    message(TaskStatus.FINISHED, end);
    silence(end, Duration.ofMinutes(10).minusMillis(1));
    assertEquals("RUNNING", status("exec"));
    store.settle(end.plus(Duration.ofMinutes(10)));
    assertEquals("FINISHED", status("exec"));
  }

  @Test
  void aLaterMessageOfDfAnalyzerReopensTheExecution() throws Exception {
    message(TaskStatus.FINISHED, START);
    silence(START, Duration.ofMinutes(11));
    assertEquals("FINISHED", status("exec"));
    message(TaskStatus.RUNNING, START.plus(Duration.ofMinutes(12)));
    assertEquals("RUNNING", status("exec"));
  }

  /** Lets the time pass as the writer does, second by second, from a look at its beginning on. */
  private void silence(Instant from, Duration length) throws Exception {
    Instant end = from.plus(length);
    for (Instant now = from; now.isBefore(end); now = now.plusSeconds(1)) {
      store.settle(now);
    }
    store.settle(end);
  }

  private void append(UUID producer, long first, List<String> lines, Instant at) throws Exception {
    store.append(List.of(Bodies.batch(producer, first, lines, at)));
  }

  private void message(TaskStatus status, Instant at) throws Exception {
    Request request = new Request(at, "/pde/task/json", "test", new byte[0]);
    Name dataflow = new Name("old");
    Dataflow specification = new Dataflow(dataflow, true, List.of());
    TaskReported task =
        new TaskReported(
            null,
            new ExecutionRef(dataflow, "exec"),
            new TaskRef(new Name("trainingmodel"), "1"),
            status,
            false,
            null,
            null,
            null,
            null,
            List.of(),
            null);
    store.append(
        List.of(
            new Batch.Message(request, List.of(new DataflowDeclared(null, specification, true)), 1),
            new Batch.Message(request, List.of(task), at.toEpochMilli())));
  }

  private String status(String execution) {
    return String.valueOf(
        Answers.rows(
                store,
                "SELECT status FROM public.dataflow_execution WHERE tag = '" + execution + "'")
            .get(0)
            .get(0));
  }
}
