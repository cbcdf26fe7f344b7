package org.cnnprov.server.query.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cnnprov.model.ExecutionStatus;
import org.cnnprov.server.http.Cursor;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.Archived;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.filter.ConditionSql;
import org.cnnprov.server.query.filter.FieldSql;
import org.cnnprov.server.query.filter.FilterException;
import org.cnnprov.server.query.filter.Parser;

/** Which executions a request asks for, and in which order, as SQL. */
final class ExecutionList {

  private static final List<String> STATUSES =
      Arrays.stream(ExecutionStatus.values()).map(ExecutionStatus::name).toList();

  private final FieldSql fields = new FieldSql();
  private final Order order;
  private final Fragment condition;
  private final int limit;
  private final String purpose;

  private ExecutionList(Parameters parameters) throws ProblemException {
    String orderText = parameters.text("order").orElse("-id");
    this.order = Order.parse(orderText, fields);
    this.limit = parameters.limit();
    this.purpose = "executions " + orderText;
    this.condition = condition(parameters);
  }

  static ExecutionList of(Parameters parameters) throws ProblemException {
    return new ExecutionList(parameters);
  }

  Order order() {
    return order;
  }

  int limit() {
    return limit;
  }

  String purpose() {
    return purpose;
  }

  /**
   * A statement with a row for each execution of the page, and one more: its id, its {@code
   * position} and the keys of the order.
   */
  Fragment select() {
    return Fragment.of(
            "SELECT e.id, row_number() OVER (ORDER BY %s) AS position%s"
                .formatted(order.clause(), order.columns()))
        .then(" FROM public.dataflow_execution e JOIN public.dataflow d ON d.id = e.df_id")
        .then(fields.joins())
        .then("\nWHERE ")
        .then(condition)
        .then(" ORDER BY position LIMIT ?", limit + 1L);
  }

  private Fragment condition(Parameters parameters) throws ProblemException {
    List<Fragment> all = new ArrayList<>();
    // What lies in an archived dataflow is out of sight with it.
    all.add(Fragment.of(Archived.of(parameters).condition("e.archived OR d.archived")));
    List<Long> dataflows = parameters.ids("dataflow");
    if (!dataflows.isEmpty()) {
      String marks = String.join(", ", Collections.nCopies(dataflows.size(), "?"));
      all.add(Fragment.of("e.df_id IN (" + marks + ")", dataflows.toArray()));
    }
    parameters.text("tag").ifPresent(tag -> all.add(Fragment.of("e.tag = ?", tag)));
    if (parameters.text("status").isPresent()) {
      all.add(Fragment.of("e.status = ?", parameters.choice("status", STATUSES)));
    }
    Optional<String> where = parameters.text("where");
    if (where.isPresent()) {
      all.add(where(where.get()));
    }
    Optional<Cursor> cursor = parameters.cursor(purpose);
    if (cursor.isPresent()) {
      all.add(order.behind(cursor.get()));
    }
    return Fragment.joined(" AND ", all);
  }

  private Fragment where(String text) throws ProblemException {
    try {
      return new ConditionSql(fields).of(Parser.parse(text));
    } catch (FilterException wrong) {
      throw Parameters.invalid("where", String.valueOf(wrong.getMessage()));
    }
  }
}
