package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.Fragment;

/**
 * The SELECT of one branch. Its sets go by the aliases {@code s0}, {@code s1}, …, the tasks that
 * tell their executions by {@code k0}, …, the executions by {@code e0}, ….
 */
final class BranchSql {

  private final Branch branch;
  private final Mapping mapping;
  private final Columns columns;
  private final List<Long> executions;

  /** Sets whose executions the statement looks at. */
  private final Set<Integer> withExecution = new TreeSet<>();

  /** Sets of which it looks at the row of the execution. */
  private final Set<Integer> withExecutionRow = new TreeSet<>();

  /**
   * The SELECT of a branch.
   *
   * @param executions the ids to which it is restricted; all where empty
   */
  BranchSql(Branch branch, Mapping mapping, Columns columns, List<Long> executions) {
    this.branch = branch;
    this.mapping = mapping;
    this.columns = columns;
    this.executions = executions;
  }

  Fragment select(StructuredQuery query) throws ProblemException {
    Fragment selected = selected();
    List<Fragment> conditions = new ArrayList<>(restrictions());
    if (query.selection() != null) {
      conditions.add(new ConditionSql(this::term, "/selection").of(query.selection()));
    }
    Fragment from = from();
    Fragment all = Fragment.of("SELECT ").then(selected).then("\nFROM ").then(from);
    return conditions.isEmpty()
        ? all
        : all.then("\nWHERE ").then(Fragment.joined("\nAND ", conditions));
  }

  private Fragment selected() {
    List<Fragment> values = new ArrayList<>();
    for (Column column : columns.used()) {
      values.add(value(column.field(), column.type()).then(" AS " + column.alias()));
    }
    return values.isEmpty() ? Fragment.of("1 AS c0") : Fragment.joined(", ", values);
  }

  /** A field in the selection. */
  private Term term(Value value, String pointer) throws ProblemException {
    if (value instanceof Aggregate) {
      throw Refusal.of(
          pointer, "an aggregate is known of groups only: put its condition into having");
    }
    Field field = columns.resolve((Field) value, pointer);
    ValueType type = columns.type(field, pointer);
    String shown =
        field instanceof Field.Attribute attribute ? attribute.name().key() : "the execution";
    return new Term(value(field, type), type, shown);
  }

  private Fragment value(Field field, ValueType type) {
    if (field instanceof Field.Attribute attribute) {
      SetAttribute found = Columns.attribute(branch, attribute);
      return Fragment.of(found == null ? type.absent() : found.of(alias(branch, attribute)));
    }
    Field.OfExecution execution = (Field.OfExecution) field;
    int set = execution.set() == null ? 0 : branch.path().indexOf(execution.set());
    return switch (execution.property()) {
      case ID -> {
        withExecution.add(set);
        yield Fragment.of(executionId(set));
      }
      case TAG -> Fragment.of(executionRow(set) + ".tag");
      case STATUS -> Fragment.of(executionRow(set) + ".status");
      case DATAFLOW -> Fragment.of("CAST(? AS VARCHAR)", branch.dataflow().tag());
    };
  }

  private static String alias(Branch branch, Field.Attribute attribute) {
    Name set = attribute.set();
    return "s" + (set == null ? 0 : branch.path().indexOf(set));
  }

  private String executionRow(int set) {
    withExecution.add(set);
    withExecutionRow.add(set);
    return "e" + set;
  }

  private String executionId(int set) {
    return switch (branch.path().sets().get(set).kind()) {
      case ELEMENTS -> "k" + set + ".execution_id";
      case VIEW, VIEW_OF_ALL -> "s" + set + ".execution_id";
    };
  }

  /** What narrows the rows beside the selection. */
  private List<Fragment> restrictions() {
    List<Fragment> restrictions = new ArrayList<>();
    for (int set = 0; set < branch.path().sets().size(); set++) {
      if (mapping == Mapping.EXECUTION) {
        withExecution.add(set);
      }
      if (branch.path().sets().get(set).kind() == SetNode.Kind.VIEW_OF_ALL) {
        String dataflow = executionRow(set) + ".df_id = ?";
        restrictions.add(Fragment.of(dataflow, branch.dataflow().id()));
      }
      // Where tasks join the sets, all are of the execution of the first.
      if (!executions.isEmpty() && (set == 0 || mapping == Mapping.LOGICAL)) {
        withExecution.add(set);
        restrictions.add(
            Fragment.of(executionId(set) + " IN (").then(Catalogue.values(executions)).then(")"));
      }
    }
    return restrictions;
  }

  private Fragment from() throws ProblemException {
    StringBuilder from = new StringBuilder(source(0));
    executionRowOf(0, from);
    for (int set = 1; set < branch.path().sets().size(); set++) {
      from.append("\nJOIN ").append(source(set)).append(" ON ").append(condition(set));
      executionRowOf(set, from);
    }
    return Fragment.of(from.toString());
  }

  /** A set, with its tasks where they tell the execution. */
  private String source(int set) {
    SetNode node = branch.path().sets().get(set);
    String relation = node.relation() + " s" + set;
    boolean byTask = withExecution.contains(set) && node.kind() == SetNode.Kind.ELEMENTS;
    if (!byTask) {
      return relation;
    }
    return "(%s JOIN public.task k%d ON k%d.id = %s)"
        .formatted(relation, set, set, node.task("s" + set));
  }

  private void executionRowOf(int set, StringBuilder from) {
    if (withExecutionRow.contains(set)) {
      from.append(
          "\nJOIN public.dataflow_execution e%d ON e%d.id = %s"
              .formatted(set, set, executionId(set)));
    }
  }

  private String condition(int set) throws ProblemException {
    return switch (mapping) {
      case PHYSICAL -> task(set);
      case LOGICAL -> {
        String common = attributes(set);
        if (common.isEmpty()) {
          Step step = branch.path().steps().get(set - 1);
          throw Refusal.of(
              ErrorCode.NO_PATH,
              "/mapping",
              "the sets %s and %s have no attribute in common, by name and type; the mapping PHYSICAL joins them by their tasks"
                  .formatted(step.previous().tag().key(), step.next().tag().key()));
        }
        yield common;
      }
      case HYBRID -> {
        String common = attributes(set);
        yield common.isEmpty() ? task(set) : task(set) + " AND " + common;
      }
      case EXECUTION -> executionId(set) + " = " + executionId(0);
    };
  }

  private String task(int set) {
    Step step = branch.path().steps().get(set - 1);
    return "s%d.%s = s%d.%s"
        .formatted(
            set - 1,
            Fragment.quoted(step.reader().column()),
            set,
            Fragment.quoted(step.writer().column()));
  }

  private String attributes(int set) {
    SetNode previous = branch.path().sets().get(set - 1);
    SetNode next = branch.path().sets().get(set);
    return previous.attributes().stream()
        .flatMap(
            one ->
                next
                    .attribute(one.name())
                    .filter(other -> other.type() == one.type())
                    .map(other -> one.of("s" + (set - 1)) + " = " + other.of("s" + set))
                    .stream())
        .collect(Collectors.joining(" AND "));
  }
}
