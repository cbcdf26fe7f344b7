package org.cnnprov.server.query.filter;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.server.query.Fragment;

/** Makes SQL of a condition. Text of the client becomes values, never SQL. */
public final class ConditionSql {

  private final FieldSql fields;

  public ConditionSql(FieldSql fields) {
    this.fields = fields;
  }

  public Fragment of(Condition condition) {
    if (condition instanceof Condition.All all) {
      return joined(" AND ", all.parts());
    } else if (condition instanceof Condition.Any any) {
      return joined(" OR ", any.parts());
    } else if (condition instanceof Condition.Not not) {
      return Fragment.of("NOT ").then(of(not.part()));
    } else if (condition instanceof Condition.Compare compare) {
      return compare(compare);
    } else if (condition instanceof Condition.In in) {
      return in(in);
    } else if (condition instanceof Condition.Like like) {
      List<String> expressions = fields.expressions(like.field());
      String text = expressions.get(expressions.size() - 1);
      return Fragment.of("(" + text + " LIKE ?)", like.pattern());
    }
    return isNull((Condition.IsNull) condition);
  }

  private Fragment joined(String operator, List<Condition> parts) {
    Fragment all = Fragment.joined(operator, parts.stream().map(this::of).toList());
    return Fragment.of("(").then(all).then(")");
  }

  private Fragment compare(Condition.Compare compare) {
    String expression = expression(compare.field(), compare.literal());
    Fragment comparison =
        Fragment.of(expression + " " + compare.operator().sql() + " ")
            .then(value(compare.literal()));
    // SQL takes NaN for the greatest number; a loss that is NaN is not greater than 1.
    boolean guarded =
        compare.operator().isOrdering() && compare.literal() instanceof Literal.Numeric;
    String guard = guarded ? " AND NOT isnan(" + expression + "::DOUBLE)" : "";
    return Fragment.of("(").then(comparison).then(guard + ")");
  }

  /** A hyperparameter has a number and a text, of which one is null. */
  private Fragment in(Condition.In in) {
    List<Fragment> alternatives = new ArrayList<>();
    for (Literal literal : in.literals()) {
      String expression = expression(in.field(), literal);
      alternatives.add(Fragment.of(expression + " = ").then(value(literal)));
    }
    return Fragment.of("(").then(Fragment.joined(" OR ", alternatives)).then(")");
  }

  private Fragment isNull(Condition.IsNull isNull) {
    String every = String.join(" IS NULL AND ", fields.expressions(isNull.field()));
    return Fragment.of("(" + every + " IS NULL)");
  }

  private String expression(Field field, Literal literal) {
    List<String> expressions = fields.expressions(field);
    boolean text = literal instanceof Literal.Textual;
    return text ? expressions.get(expressions.size() - 1) : expressions.get(0);
  }

  private static Fragment value(Literal literal) {
    if (literal instanceof Literal.Numeric numeric) {
      return Fragment.of("?", numeric.value());
    } else if (literal instanceof Literal.Time time) {
      return Fragment.of("CAST(? AS TIMESTAMP)", time.utc().toString());
    }
    return Fragment.of("?", ((Literal.Textual) literal).value());
  }
}
