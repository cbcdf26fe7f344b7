package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.Fragment;
import org.jspecify.annotations.Nullable;

/** The outer statement: what is projected, grouped and ordered of the rows of all branches. */
final class AnswerSql {

  private static final Field DATAFLOW = new Field.OfExecution(null, ExecutionProperty.DATAFLOW);

  private final StructuredQuery query;
  private final Columns columns;
  private final boolean aggregated;
  private final Set<Field> groups = new HashSet<>();
  private final List<String> grouped = new ArrayList<>();

  AnswerSql(StructuredQuery query, Columns columns) throws ProblemException {
    this.query = query;
    this.columns = columns;
    this.aggregated = isAggregated(query);
    int index = 0;
    for (Field field : query.grouping()) {
      Column column = columns.use(field, "/group/" + index++);
      if (groups.add(column.field())) {
        grouped.add(column.sql());
      }
    }
  }

  private static boolean isAggregated(StructuredQuery query) {
    return !query.grouping().isEmpty()
        || query.having() != null
        || query.projection().stream().anyMatch(each -> each.value() instanceof Aggregate)
        || query.order().stream().anyMatch(each -> each.value() instanceof Aggregate);
  }

  /** The list behind SELECT, each column with its name in the answer. */
  Fragment selected() throws ProblemException {
    List<Projection> projections = projections();
    List<String> names = names(projections);
    List<Fragment> selected = new ArrayList<>();
    for (int index = 0; index < projections.size(); index++) {
      Term term = term(projections.get(index).value(), place(index));
      selected.add(term.sql().then(" AS " + Fragment.quoted(names.get(index))));
    }
    return Fragment.joined(", ", selected);
  }

  /** What stands behind FROM. */
  Fragment rest() throws ProblemException {
    Fragment rest = Fragment.NOTHING;
    if (!grouped.isEmpty()) {
      rest = rest.then("\nGROUP BY " + String.join(", ", grouped));
    }
    if (query.having() != null) {
      rest =
          rest.then("\nHAVING ").then(new ConditionSql(this::term, "/having").of(query.having()));
    }
    List<Fragment> order = new ArrayList<>();
    for (int index = 0; index < query.order().size(); index++) {
      order.add(ordered(query.order().get(index), "/order/" + index));
    }
    if (!order.isEmpty()) {
      rest = rest.then("\nORDER BY ").then(Fragment.joined(", ", order));
    }
    // One more than is shown, by which it is known that the answer was cut off.
    return query.limit() == null ? rest : rest.then("\nLIMIT ?", query.limit() + 1);
  }

  private List<Projection> projections() throws ProblemException {
    if (!query.projection().isEmpty()) {
      return withDataflow(query.projection());
    }
    List<Field> fields = aggregated ? query.grouping() : columns.all();
    if (fields.isEmpty()) {
      throw Refusal.of("/projection", "expected a projection of what is aggregated");
    }
    return withDataflow(fields.stream().map(field -> new Projection(field, null)).toList());
  }

  /** Rows of several dataflows tell which one they are of. */
  private List<Projection> withDataflow(List<Projection> projections) {
    List<Projection> all = new ArrayList<>(projections);
    if (isDataflowAdded(projections)) {
      all.add(0, new Projection(DATAFLOW, null));
    }
    return all;
  }

  private boolean isDataflowAdded(List<Projection> projections) {
    boolean told = projections.stream().anyMatch(each -> each.value().equals(DATAFLOW));
    return !(query.scope() instanceof Scope.One || aggregated || told);
  }

  private List<String> names(List<Projection> projections) throws ProblemException {
    Map<String, Integer> counts = new HashMap<>();
    for (int index = 0; index < projections.size(); index++) {
      counts.merge(name(projections.get(index), index, false), 1, Integer::sum);
    }
    List<String> names = new ArrayList<>();
    for (int index = 0; index < projections.size(); index++) {
      Projection projection = projections.get(index);
      String name = name(projection, index, false);
      boolean several = counts.getOrDefault(name, 0) > 1;
      names.add(several ? name(projection, index, true) : name);
    }
    checkAliases(projections, names);
    return names;
  }

  private void checkAliases(List<Projection> projections, List<String> names)
      throws ProblemException {
    for (int index = 0; index < names.size(); index++) {
      String name = names.get(index);
      if (projections.get(index).alias() != null
          && names.indexOf(name) != names.lastIndexOf(name)) {
        throw Refusal.of(
            place(index), "two columns of the answer would be called '%s'".formatted(name));
      }
    }
  }

  /** Where a column stands in the request, before which there may be one that we have added. */
  private String place(int index) {
    boolean added = isDataflowAdded(query.projection());
    return "/projection/" + (added ? Math.max(0, index - 1) : index);
  }

  private String name(Projection projection, int index, boolean qualified) throws ProblemException {
    if (projection.alias() != null) {
      return projection.alias().display();
    }
    Value value = projection.value();
    if (value instanceof Aggregate aggregate) {
      String function = aggregate.function().name().toLowerCase(Locale.ROOT);
      Field of = aggregate.of();
      return of == null ? function : function + "_" + name(of, index, qualified);
    }
    return name((Field) value, index, qualified);
  }

  private String name(Field field, int index, boolean qualified) throws ProblemException {
    Column column = columns.use(field, place(index));
    return qualified ? column.qualifiedName() : column.name();
  }

  private Fragment ordered(Ordering ordering, String pointer) throws ProblemException {
    Term term = term(ordering.value(), pointer);
    String direction = ordering.descending() ? " DESC" : "";
    Fragment order = term.sql().then(" IS NULL, ");
    if (term.type() == ValueType.NUMBER) {
      order = order.then("isnan(").then(term.sql()).then("), ");
    }
    return order.then(term.sql()).then(direction);
  }

  private Term term(Value value, String pointer) throws ProblemException {
    if (value instanceof Aggregate aggregate) {
      return aggregate(aggregate, pointer);
    }
    Column column = columns.use((Field) value, pointer);
    if (aggregated && !groups.contains(column.field())) {
      throw Refusal.of(
          pointer,
          "%s is neither grouped nor aggregated: add it to group, or say which of its values"
              .formatted(column.qualifiedName()));
    }
    return new Term(Fragment.of(column.sql()), column.type(), column.name());
  }

  private Term aggregate(Aggregate aggregate, String pointer) throws ProblemException {
    Field of = aggregate.of();
    @Nullable Column column = of == null ? null : columns.use(of, pointer);
    if (column == null) {
      return new Term(Fragment.of("count(*)"), ValueType.NUMBER, "the count");
    }
    String sql = column.sql();
    boolean number = column.type() == ValueType.NUMBER;
    // The engine takes NaN for the greatest number.
    String finite = number ? " FILTER (NOT isnan(" + sql + "))" : "";
    return switch (aggregate.function()) {
      case COUNT -> number("count(" + sql + ")", column);
      case COUNT_DISTINCT -> number("count(DISTINCT " + sql + ")", column);
      case MIN -> new Term(Fragment.of("min(" + sql + ")" + finite), column.type(), column.name());
      case MAX -> new Term(Fragment.of("max(" + sql + ")" + finite), column.type(), column.name());
      case AVG, SUM -> {
        if (!number) {
          throw Refusal.of(
              pointer,
              "%s of %s: expected a number, and %s is a text"
                  .formatted(aggregate.function(), column.name(), column.name()));
        }
        yield number(
            aggregate.function().name().toLowerCase(Locale.ROOT) + "(" + sql + ")", column);
      }
    };
  }

  private static Term number(String sql, Column column) {
    return new Term(Fragment.of(sql), ValueType.NUMBER, column.name());
  }
}
