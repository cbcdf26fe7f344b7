package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.codec.Fields;
import org.cnnprov.codec.Problems;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/**
 * Reads values: {@code {"set", "attribute"}} or {@code {"set", "execution"}}, perhaps with an
 * {@code "aggregate"}; or {@code {"column"}}, which is what is projected under that name.
 */
final class ValueJson {

  /** Thrown away: a query with problems is never made. */
  private static final Field STAND_IN = new Field.OfExecution(null, ExecutionProperty.ID);

  private enum Direction {
    ASC,
    DESC
  }

  private final Problems problems;
  private final Map<Name, Value> columns;

  ValueJson(Problems problems) {
    this(problems, Map.of());
  }

  private ValueJson(Problems problems, Map<Name, Value> columns) {
    this.problems = problems;
    this.columns = columns;
  }

  /** The same, which knows what is projected under which alias. */
  ValueJson naming(List<Projection> projections) {
    Map<Name, Value> aliases = new HashMap<>();
    for (Projection projection : projections) {
      Name alias = projection.alias();
      if (alias != null) {
        aliases.put(alias, projection.value());
      }
    }
    return new ValueJson(problems, aliases);
  }

  List<Projection> projections(List<Fields> objects) {
    List<Projection> projections = new ArrayList<>();
    for (Fields object : objects) {
      projections.add(new Projection(value(object), object.name("as")));
    }
    return projections;
  }

  List<Ordering> orderings(List<Fields> objects) {
    List<Ordering> orderings = new ArrayList<>();
    for (Fields object : objects) {
      Direction direction = object.optional("direction", text -> Choice.of(Direction.class, text));
      orderings.add(new Ordering(value(object), direction == Direction.DESC));
    }
    return orderings;
  }

  List<Field> fields(List<Fields> objects) {
    return objects.stream().map(this::field).toList();
  }

  Value value(Fields object) {
    Name column = object.name("column");
    if (column != null) {
      return column(object, column);
    }
    Aggregate.Function function =
        object.optional("aggregate", text -> Choice.of(Aggregate.Function.class, text));
    if (function == null) {
      return field(object);
    }
    boolean ofElements =
        function == Aggregate.Function.COUNT
            && object.value("attribute") == null
            && object.value("execution") == null;
    return new Aggregate(function, ofElements ? null : field(object));
  }

  private Value column(Fields object, Name column) {
    Value value = columns.get(column);
    if (value == null) {
      object.problem(
          ErrorCode.UNKNOWN_VALUE,
          "column",
          "expected one of the aliases in projection, %s, came '%s'"
              .formatted(columns.keySet(), column));
    }
    return value == null ? STAND_IN : value;
  }

  private Field field(Fields object) {
    @Nullable Name set = object.name("set");
    Name attribute = object.name("attribute");
    ExecutionProperty property =
        object.optional("execution", text -> Choice.of(ExecutionProperty.class, text));
    if (attribute != null && property == null) {
      return new Field.Attribute(set, attribute);
    } else if (attribute == null && property != null) {
      return new Field.OfExecution(set, property);
    }
    if (attribute != null) {
      object.problem(
          ErrorCode.INVALID_QUERY,
          "execution",
          "expected either attribute or execution, came both");
    } else if (object.value("attribute") == null && object.value("execution") == null) {
      object.problem(
          ErrorCode.MISSING_FIELD,
          "attribute",
          "expected the name of an attribute, or execution: id, tag, status or dataflow");
    }
    return STAND_IN;
  }
}
