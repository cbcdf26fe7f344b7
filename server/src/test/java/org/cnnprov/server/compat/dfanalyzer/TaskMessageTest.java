package org.cnnprov.server.compat.dfanalyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.event.ElementsReported;
import org.cnnprov.event.ExecutionRef;
import org.cnnprov.event.Failure;
import org.cnnprov.event.FileReported;
import org.cnnprov.event.Machine;
import org.cnnprov.event.PerformanceReported;
import org.cnnprov.event.Person;
import org.cnnprov.event.TaskRef;
import org.cnnprov.event.TaskReported;
import org.cnnprov.model.Name;
import org.cnnprov.model.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskMessageTest {

  @Test
  void eventsComeInOneOrder() throws Exception {
    assertEquals(
        List.of(
            TaskReported.class,
            ElementsReported.class,
            FileReported.class,
            PerformanceReported.class),
        Messages.task(
                ",'performances':[{'method':'m'}],'files':[{'name':'w.h5'}],"
                    + "'sets':[{'tag':'s','elements':[['1']]}]")
            .events()
            .stream()
            .map(Object::getClass)
            .toList());
  }

  @Test
  void withoutExecATaskBelongsToTheLatestExecution() throws Exception {
    assertEquals(new ExecutionRef(new Name("d"), null), task("").execution());
    assertEquals(new ExecutionRef(new Name("d"), null), task(",'exec':''").execution());
    assertEquals(new ExecutionRef(new Name("d"), "E 1"), task(",'exec':'E 1'").execution());
  }

  @Test
  void aTaskThatIsSentAgainChangesItsStatus() throws Exception {
    assertFalse(task("").joins());
  }

  @ParameterizedTest
  @CsvSource({
    "READY, READY",
    "RUNNING, RUNNING",
    "FINISHED, FINISHED",
    "FINISHED_WITH_ERROR, FAILED"
  })
  void knowsTheStatuses(String sent, TaskStatus expected) throws Exception {
    String body =
        "{\"id\":7,\"dataflow\":\"d\",\"transformation\":\"t\",\"status\":\"" + sent + "\"}";
    TaskReported task =
        (TaskReported)
            Messages.decode(
                    "/pde/task/json", body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .events()
                .get(0);
    assertEquals(expected, task.status());
    assertEquals(new TaskRef(new Name("t"), "7"), task.task());
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "'null'", "null"})
  void absentTextIsNull(String absent) throws Exception {
    TaskReported task =
        task(
            ",'workspace':X,'resource':X,'output':X,'error':X,'email':X,'hardware':X"
                .replace("X", absent));
    assertNull(task.workspace());
    assertNull(task.resource());
    assertNull(task.output());
    assertNull(task.error());
    assertNull(task.agents());
  }

  @Test
  void textIsTakenAsItCame() throws Exception {
    TaskReported task = task(",'workspace':'/w','resource':'r','output':'o','error':'e'");
    assertEquals("/w", task.workspace());
    assertEquals("r", task.resource());
    assertEquals("o", task.output());
    assertEquals(new Failure(null, "e", null), task.error());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "sub_id", "subid"})
  void theSubtaskHasThreeNames(String name) throws Exception {
    assertEquals("2", performance(",'" + name + "':'2','performances':[{}]").subtask());
  }

  @Test
  void aPerformanceKeepsItsTimesAsTheyCame() throws Exception {
    assertEquals(
        new PerformanceReported(
            null,
            new ExecutionRef(new Name("d"), null),
            new TaskRef(new Name("t"), "1"),
            null,
            "COMPUTATION",
            null,
            "2026-11-23 10:00:00",
            null,
            null),
        performance(
            ",'performances':[{'startTime':'2026-11-23 10:00:00','endTime':'','method':"
                + "'COMPUTATION','description':''}]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23 10:00:00.123456",
        "2026-11-23T10:00:00",
        "2026-11-23T10:00:00.5Z",
        "2026-11-23 10:00:00+01:00"
      })
  void aTimeHasSeveralForms(String time) throws Exception {
    assertEquals(time, performance(",'performances':[{'endTime':'" + time + "'}]").ended());
  }

  @Test
  void aFileMayLackItsPath() throws Exception {
    FileReported file = (FileReported) Messages.task(",'files':[{'name':'w.h5'}]").events().get(1);
    assertEquals("w.h5", file.name());
    assertNull(file.path());
  }

  @Test
  void hardwareIsJsonWithinAText() throws Exception {
    String hardware =
        "{\\'hostname\\':\\'n\\',\\'os\\':\\'Linux\\',\\'platform\\':\\'p\\',"
            + "\\'architecture\\':\\'x86_64\\',\\'processor\\':\\'EPYC\\',"
            + "\\'gpus\\':[{\\'name\\':\\'H200\\'}],\\'in_container\\':false}";
    assertEquals(
        new Machine(
            "n", "Linux", "p", "x86_64", "EPYC", null, null, "[{\"name\":\"H200\"}]", false),
        machine("'" + hardware + "'"));
  }

  @Test
  void hardwareMayLackMembersAndHaveOthers() throws Exception {
    assertEquals(
        new Machine(null, null, null, null, null, 8L, null, null, null),
        machine("'{\\'cpu\\': 8, \\'fans\\': [1, 2]}'"));
  }

  @Test
  void hardwareThatIsNoJsonRefusesNothing() throws Exception {
    assertEquals(
        new Machine(null, null, "{8 cores", null, null, null, null, null, null),
        machine("'{8 cores'"));
  }

  @Test
  void emailNamesThePerson() throws Exception {
    assertEquals(
        new TaskReported.Agents(new Person(null, "alice@example.org"), null),
        task(",'email':'alice@example.org'").agents());
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    UndecodableException refusal =
        assertThrows(
            UndecodableException.class,
            () ->
                Messages.task(
                    ",'exec':[1],'sets':[{'elements':[['1',[]],5]}],'files':[{}],"
                        + "'performances':[{'endTime':'late'}]"));
    assertEquals(
        List.of(
            "/exec wrong_type",
            "/sets/0/tag missing_field",
            "/sets/0/elements/0/1 wrong_type",
            "/sets/0/elements/1 wrong_type",
            "/files/0/name missing_field",
            "/performances/0/endTime invalid_time"),
        Messages.placed(refusal.problems()));
  }

  @Test
  void theFingerprintKnowsContentNotSpelling() throws Exception {
    long fingerprint = Messages.task(",'sub':'1','performances':[{'method':'m'}]").fingerprint();
    assertEquals(
        fingerprint,
        Messages.task(",'performances':[{'description':'','method':'m'}],'subid':'1','first':'0'")
            .fingerprint());
    assertNotEquals(fingerprint, Messages.task(",'performances':[{'method':'m'}]").fingerprint());
    assertNotEquals(fingerprint, Messages.task("").fingerprint());
  }

  private static TaskReported task(String members) throws UndecodableException {
    return (TaskReported) Messages.task(members).events().get(0);
  }

  private static PerformanceReported performance(String members) throws UndecodableException {
    return (PerformanceReported) Messages.task(members).events().get(1);
  }

  private static Machine machine(String hardware) throws UndecodableException {
    TaskReported.Agents agents = task(",'hardware':" + hardware).agents();
    return java.util.Objects.requireNonNull(java.util.Objects.requireNonNull(agents).machine());
  }
}
