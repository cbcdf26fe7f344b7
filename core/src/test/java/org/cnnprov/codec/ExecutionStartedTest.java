package org.cnnprov.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.cnnprov.event.ExecutingProgram;
import org.cnnprov.event.ExecutionRef;
import org.cnnprov.event.ExecutionStarted;
import org.cnnprov.event.Machine;
import org.cnnprov.event.Person;
import org.cnnprov.event.Rank;
import org.cnnprov.model.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutionStartedTest {

  @Test
  void whatIsLeftOutHasADefault() throws Exception {
    assertEquals(
        new ExecutionStarted(
            OffsetDateTime.parse("2026-11-23T12:00:00Z"),
            new Name("d"),
            "e",
            null,
            null,
            null,
            Rank.ONLY,
            10,
            null),
        started(""));
  }

  @Test
  void readsTheAgents() throws Exception {
    ExecutionStarted started =
        started(
            ",'person':{'name':'alice','email':'alice@example.org'},'machine':{'host':'node17',"
                + "'cpu':'x86-64','cores':24,'memory_bytes':64000000000,'gpus':['A',{'name':'B'}]},"
                + "'program':{'name':'train.py','language':'python 3.11.7','framework':null,"
                + "'command':['train.py','--lr','0.001']}");
    assertEquals(new Person("alice", "alice@example.org"), started.person());
    assertEquals(
        new Machine(
            "node17",
            null,
            null,
            null,
            "x86-64",
            24L,
            64_000_000_000L,
            "[\"A\",{\"name\":\"B\"}]",
            null),
        started.machine());
    assertEquals(
        new ExecutingProgram(
            "train.py", "python 3.11.7", null, List.of("train.py", "--lr", "0.001")),
        started.program());
  }

  @Test
  void readsRankAndHeartbeat() throws Exception {
    ExecutionStarted started = started(",'rank':{'index':3,'of':4},'heartbeat_seconds':2.5");
    assertEquals(new Rank(3, 4), started.rank());
    assertEquals(2.5, started.heartbeatSeconds());
  }

  @Test
  void resumesFromTheSameDataflowOrAnother() throws Exception {
    assertEquals(
        new ExecutionRef(new Name("d"), "e0"), started(",'resumed_from':'e0'").resumedFrom());
    assertEquals(
        new ExecutionRef(new Name("other"), "e0"),
        started(",'resumed_from':{'dataflow':'other','execution':'e0'}").resumedFrom());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        ",'rank':{'index':4,'of':4}|/rank unknown_value",
        ",'rank':{'index':-1,'of':4}|/rank/index unknown_value",
        ",'rank':{'index':0,'of':0}|/rank unknown_value",
        ",'heartbeat_seconds':0|/heartbeat_seconds unknown_value",
        ",'heartbeat_seconds':1e999|/heartbeat_seconds not_a_number",
        ",'resumed_from':''|/resumed_from invalid_name",
        ",'machine':{'cores':1.5}|/machine/cores unknown_value",
        ",'person':'alice'|/person wrong_type",
        ",'program':{'command':['a',1]}|/program/command/1 wrong_type"
      })
  void refusesWithThePlace(String members, String expected) throws Exception {
    assertEquals(List.of(expected), Batches.problems(event(members)));
  }

  private static ExecutionStarted started(String members) throws UndecodableException {
    return (ExecutionStarted) Objects.requireNonNull(Batches.event(event(members)));
  }

  private static String event(String members) {
    return "{'type':'execution_started','at':'2026-11-23T12:00:00Z','dataflow':'d','execution':'e'"
        + members
        + "}";
  }
}
