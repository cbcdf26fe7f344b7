package org.cnnprov.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.cnnprov.event.DataflowDeclared;
import org.cnnprov.event.EnvironmentRecorded;
import org.cnnprov.event.EnvironmentRecorded.Entry;
import org.cnnprov.event.Event;
import org.cnnprov.event.ExecutionEnded;
import org.cnnprov.event.ExecutionRef;
import org.cnnprov.event.Failure;
import org.cnnprov.event.FileReported;
import org.cnnprov.event.Heartbeat;
import org.cnnprov.event.NoteWritten;
import org.cnnprov.event.PerformanceReported;
import org.cnnprov.event.TaskRef;
import org.cnnprov.event.TaskReported;
import org.cnnprov.model.Attribute;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.DataSetSchema;
import org.cnnprov.model.Dataflow;
import org.cnnprov.model.ExecutionStatus;
import org.cnnprov.model.Name;
import org.cnnprov.model.Program;
import org.cnnprov.model.SetType;
import org.cnnprov.model.TaskStatus;
import org.cnnprov.model.Transformation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {

  private static final OffsetDateTime NOON =
      OffsetDateTime.of(2026, 11, 23, 12, 0, 0, 1_000, ZoneOffset.UTC);
  private static final TaskRef TASK = new TaskRef(new Name("t"), "1");

  @Test
  void dataflowDeclared() throws Exception {
    DataSetSchema set =
        new DataSetSchema(
            new Name("s"),
            SetType.INPUT,
            new Name("w"),
            List.of(new Attribute(new Name("K"), AttributeType.NUMERIC, "growth rate")));
    Dataflow dataflow =
        new Dataflow(
            new Name("d"),
            true,
            List.of(
                new Transformation(
                    new Name("t"), List.of(new Program("train.py", "/p")), List.of(set))));
    assertEquals(
        new DataflowDeclared(NOON, dataflow, false),
        event(
            "dataflow_declared",
            "'dataflow':{'tag':'d','predefined':true,'transformations':[{'tag':'t','programs':"
                + "[{'name':'train.py','path':'/p'}],'sets':[{'tag':'s','dependency':'w',"
                + "'attributes':[{'name':'K','type':'NUMERIC','description':'growth rate'}]}]}]}"));
  }

  @Test
  void environment() throws Exception {
    assertEquals(
        new EnvironmentRecorded(
            NOON,
            ExecutionRef.CURRENT,
            List.of(
                new Entry("packages", "keras", "3.15.1"),
                new Entry("git", "dirty", "true"),
                new Entry("git", "diff", "-a\n+b"),
                new Entry("variables", "OMP_NUM_THREADS", "8"))),
        event(
            "environment",
            "'packages':{'keras':'3.15.1'},'git':{'commit':null,'dirty':true,'diff':'-a\\n+b'},"
                + "'variables':{'OMP_NUM_THREADS':'8'}"));
  }

  @Test
  void taskBegun() throws Exception {
    assertEquals(
        new TaskReported(
            NOON,
            ExecutionRef.CURRENT,
            TASK,
            TaskStatus.RUNNING,
            true,
            "/w",
            "node17",
            null,
            null,
            List.of(new TaskRef(new Name("u"), "2")),
            null),
        event(
            "task_begun",
            "'transformation':'t','task':'1','workspace':'/w','resource':'node17',"
                + "'dependencies':[{'transformation':'u','task':'2'}]"));
  }

  @Test
  void taskEnded() throws Exception {
    assertEquals(
        new TaskReported(
            NOON,
            ExecutionRef.CURRENT,
            TASK,
            TaskStatus.FAILED,
            false,
            null,
            null,
            "",
            new Failure("ValueError", "shapes differ", null),
            List.of(),
            null),
        event(
            "task_ended",
            "'transformation':'t','task':'1','status':'FAILED','output':'',"
                + "'error':{'type':'ValueError','message':'shapes differ'}"));
  }

  @Test
  void file() throws Exception {
    String digest = "ab".repeat(32);
    assertEquals(
        new FileReported(
            NOON, ExecutionRef.CURRENT, TASK, "w.keras", null, "output", 1048576L, digest, 1.0),
        event(
            "file",
            "'transformation':'t','task':'1','role':'output','name':'w.keras','size':1048576,"
                + "'sha256':'"
                + digest
                + "','epoch':1"));
  }

  @Test
  void performanceKeepsItsTimesAsTheyCame() throws Exception {
    assertEquals(
        new PerformanceReported(
            NOON,
            ExecutionRef.CURRENT,
            TASK,
            null,
            "COMPUTATION",
            "fit",
            "2026-11-23T12:00:08Z",
            null,
            null),
        event(
            "performance",
            "'transformation':'t','task':'1','subtask':null,'method':'COMPUTATION',"
                + "'description':'fit','started':'2026-11-23T12:00:08Z','ended':null"));
  }

  @Test
  void noteTagsBecomeTexts() throws Exception {
    assertEquals(
        new NoteWritten(NOON, ExecutionRef.CURRENT, "x", Map.of("dataset", "flowers17", "n", "3")),
        event("note", "'text':'x','tags':{'dataset':'flowers17','n':3,'none':null}"));
  }

  @Test
  void executionEndedWithAText() throws Exception {
    assertEquals(
        new ExecutionEnded(
            NOON,
            new ExecutionRef(null, "e"),
            ExecutionStatus.ABORTED,
            new Failure(null, "killed", null)),
        event("execution_ended", "'execution':'e','status':'ABORTED','error':'killed'"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"'execution':'e',,e", "'dataflow':'d',d,", "'dataflow':'d'+'execution':'e',d,e"})
  void anEventMayNameItsExecution(
      String members, @Nullable String dataflow, @Nullable String execution) throws Exception {
    assertEquals(
        new Heartbeat(
            NOON, new ExecutionRef(dataflow == null ? null : new Name(dataflow), execution)),
        event("heartbeat", members.replace('+', ',')));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T13:00:00.123456789+01:00, 2026-11-23T13:00:00.123456+01:00",
    "2026-11-23T12:00:00Z, 2026-11-23T12:00:00Z",
    "2026-11-23t12:00:00.5z, 2026-11-23T12:00:00.5Z",
    "2026-11-23T12:00:00-00:30, 2026-11-23T12:00:00-00:30"
  })
  void timesKeepTheirZoneAndMicroseconds(String time, OffsetDateTime expected) throws Exception {
    assertEquals(
        new Heartbeat(expected, ExecutionRef.CURRENT),
        Batches.event("{'type':'heartbeat','at':'" + time + "'}"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T12:00Z",
    "2026-11-23 12:00:00Z",
    "2026-11-23T12:00:00",
    "2026-11-23T12:00:00.1234567890Z",
    "2026-11-23T24:00:00Z",
    "26-11-23T12:00:00Z",
    "2026-11-23T12:00:00+01:00:00"
  })
  void refusesOtherTimes(String time) throws Exception {
    assertEquals(
        List.of("/at invalid_time"), Batches.problems("{'type':'heartbeat','at':'" + time + "'}"));
  }

  @Test
  void allProblemsOfALineAreReported() throws Exception {
    assertEquals(
        List.of(
            "/at missing_field",
            "/transformation invalid_name",
            "/task wrong_type",
            "/status unknown_value",
            "/output wrong_type",
            "/error/type wrong_type"),
        Batches.problems(
            "{'type':'task_ended','transformation':' ','task':1,'status':'RUNNING','output':{},"
                + "'error':{'type':1}}"));
  }

  @Test
  void aMemberThatStandsTwiceIsRefused() throws Exception {
    assertEquals(
        List.of("/at malformed_json"),
        Batches.problems(
            "{'type':'heartbeat','at':'2026-11-23T12:00:00Z','at':'2026-11-23T12:00:01Z'}"));
  }

  @Test
  void warningsAreBounded() throws Exception {
    String line = "{\"type\":\"heartbeat\",\"at\":\"2026-11-23T12:00:00Z\",\"x\":1}\n";
    List<Warning> warnings = Batches.decode(Batches.HEADER + line.repeat(200)).warnings();
    assertEquals(101, warnings.size());
    assertEquals(new Warning("", "and 100 more were left out"), warnings.get(100));
  }

  private static @Nullable Event event(String type, String members) throws UndecodableException {
    String event = "{'type':'" + type + "','at':'2026-11-23T12:00:00.000001Z'," + members + "}";
    assertEquals(List.of(), Batches.problems(event));
    return Batches.event(event);
  }
}
