package org.cnnprov.store.sql;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.cnnprov.event.Batch;
import org.cnnprov.event.Command;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.ExecutionStatus;
import org.cnnprov.model.Problem;
import org.cnnprov.store.Receipt;
import org.jspecify.annotations.Nullable;

/** Carries out what people command, or says why not. */
final class Commands {

  private final Catalogue catalogue;
  private final Executions executions;
  private final Annotations annotations;
  private final SavedQueries queries;
  private final Removing removing;

  Commands(
      Catalogue catalogue,
      Executions executions,
      Annotations annotations,
      SavedQueries queries,
      Removing removing) {
    this.catalogue = catalogue;
    this.executions = executions;
    this.annotations = annotations;
    this.queries = queries;
    this.removing = removing;
  }

  /** Whether all that was applied before has to stand in the transaction already. */
  static boolean needsWritten(Command command) {
    return command instanceof Command.Remove;
  }

  Receipt apply(Batch.Commanded batch) throws SQLException {
    LocalDateTime at = Objects.requireNonNull(Times.utc(batch.request().receivedAt()));
    Command command = batch.command();
    if (command instanceof Command.Annotate annotate) {
      return annotate(annotate, batch.person(), at);
    } else if (command instanceof Command.Remove remove) {
      return remove(remove, batch.person(), at);
    } else if (command instanceof Command.SaveQuery save) {
      return save(save, batch.person(), at);
    }
    long id = ((Command.RemoveQuery) command).id();
    return queries.remove(id) ? new Receipt.Done(id) : absent("saved query", id);
  }

  private Receipt annotate(Command.Annotate command, @Nullable String person, LocalDateTime at)
      throws SQLException {
    long id = command.id();
    switch (command.subject()) {
      case EXECUTION -> {
        ExecutionState execution = executions.byId(id);
        if (execution == null) {
          return absent("execution", id);
        }
        annotations.apply(command.changes(), execution, person, at);
      }
      case DATAFLOW -> {
        DataflowState dataflow = catalogue.byId(id);
        if (dataflow == null) {
          return absent("dataflow", id);
        }
        annotations.apply(command.changes(), dataflow, person, at);
      }
    }
    return new Receipt.Done(id);
  }

  private Receipt remove(Command.Remove command, @Nullable String person, LocalDateTime at)
      throws SQLException {
    long id = command.id();
    switch (command.subject()) {
      case EXECUTION -> {
        ExecutionState execution = executions.byId(id);
        if (execution == null) {
          return absent("execution", id);
        }
        if (!command.force() && execution.status == ExecutionStatus.RUNNING) {
          return running("the execution %d runs".formatted(id));
        }
        removing.remove(execution, person, at);
      }
      case DATAFLOW -> {
        DataflowState dataflow = catalogue.byId(id);
        if (dataflow == null) {
          return absent("dataflow", id);
        }
        List<ExecutionState> all = executions.of(dataflow);
        long running = all.stream().filter(each -> each.status == ExecutionStatus.RUNNING).count();
        if (!command.force() && running > 0) {
          return running("%d executions of the dataflow %d run".formatted(running, id));
        }
        removing.remove(dataflow, all, person, at);
      }
    }
    return new Receipt.Done(id);
  }

  private Receipt save(Command.SaveQuery command, @Nullable String person, LocalDateTime at)
      throws SQLException {
    if (queries.has(command.name())) {
      return refused(
          ErrorCode.ALREADY_EXISTS,
          "/name",
          "expected a name that no saved query has, came '%s'".formatted(command.name()));
    }
    return new Receipt.Done(queries.add(command, person, at));
  }

  private static Receipt running(String what) {
    return refused(
        ErrorCode.STILL_RUNNING,
        "",
        what + "; wait for the end, or say force=true: what it still sends is then not kept");
  }

  private static Receipt absent(String what, long id) {
    return refused(ErrorCode.NOT_FOUND, "", "there is no %s %d".formatted(what, id));
  }

  private static Receipt refused(ErrorCode code, String pointer, String detail) {
    return new Receipt.Refused(List.of(new Problem(code, pointer, detail)));
  }
}
