package org.cnnprov.codec;

import java.time.OffsetDateTime;
import java.util.List;
import org.cnnprov.event.Event;
import org.cnnprov.event.ExecutingProgram;
import org.cnnprov.event.ExecutionRef;
import org.cnnprov.event.ExecutionStarted;
import org.cnnprov.event.Machine;
import org.cnnprov.event.Person;
import org.cnnprov.event.Rank;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/** Reads the event with which an execution begins, or a process joins it. */
final class ExecutionStartedReader {

  static final double DEFAULT_HEARTBEAT_SECONDS = 10;

  private ExecutionStartedReader() {}

  static @Nullable Event read(OffsetDateTime at, Fields fields) {
    Name dataflow = fields.requiredName("dataflow");
    String execution = fields.required("execution", ExecutionStartedReader::tag, "?");
    Person person = person(fields);
    Machine machine = machine(fields);
    ExecutingProgram program = program(fields);
    Rank rank = rank(fields);
    Double interval = Numbers.number(fields, "heartbeat_seconds");
    double seconds = interval == null ? DEFAULT_HEARTBEAT_SECONDS : interval;
    ExecutionRef resumed = resumedFrom(dataflow, fields);
    return fields.guard(
        "heartbeat_seconds",
        () ->
            new ExecutionStarted(
                at, dataflow, execution, person, machine, program, rank, seconds, resumed));
  }

  static String tag(String text) {
    return String.valueOf(new ExecutionRef(null, text).tag());
  }

  static @Nullable Person person(Fields fields) {
    Fields person = fields.object("person");
    return person == null ? null : new Person(person.text("name"), person.text("email"));
  }

  static @Nullable Machine machine(Fields fields) {
    Fields machine = fields.object("machine");
    if (machine == null) {
      return null;
    }
    return new Machine(
        machine.text("host"),
        machine.text("os"),
        machine.text("platform"),
        machine.text("architecture"),
        machine.text("cpu"),
        Numbers.count(machine, "cores"),
        Numbers.count(machine, "memory_bytes"),
        gpus(machine),
        machine.flag("in_container"));
  }

  private static @Nullable String gpus(Fields machine) {
    List<Json> gpus = machine.items("gpus");
    return machine.value("gpus") == null ? null : JsonTree.write(new Json.Items(gpus));
  }

  private static @Nullable ExecutingProgram program(Fields fields) {
    Fields program = fields.object("program");
    if (program == null) {
      return null;
    }
    return new ExecutingProgram(
        program.text("name"),
        program.text("language"),
        program.text("framework"),
        program.texts("command"));
  }

  private static Rank rank(Fields fields) {
    Fields rank = fields.object("rank");
    if (rank == null) {
      return Rank.ONLY;
    }
    int index = Numbers.requiredInt(rank, "index");
    int of = Numbers.requiredInt(rank, "of");
    Rank read = index < 0 || of < 0 ? null : fields.guard("rank", () -> new Rank(index, of));
    return read == null ? Rank.ONLY : read;
  }

  private static @Nullable ExecutionRef resumedFrom(Name dataflow, Fields fields) {
    if (fields.value("resumed_from") instanceof Json.Text) {
      return fields.optional("resumed_from", tag -> new ExecutionRef(dataflow, tag));
    }
    Fields other = fields.object("resumed_from");
    if (other == null) {
      return null;
    }
    Name otherDataflow = other.requiredName("dataflow");
    return other.required(
        "execution", tag -> new ExecutionRef(otherDataflow, tag), ExecutionRef.CURRENT);
  }
}
