package org.cnnprov.server.query.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.query.Fragment;

/**
 * Where in SQL the fields of an execution are found: the execution as {@code e}, its dataflow as
 * {@code d}, and a join for each hyperparameter and metric that is asked for.
 */
public final class FieldSql {

  /** A hyperparameter is that of the newest task; it hides domain data of the same name. */
  public static final String PARAMETERS =
      "(SELECT *, {'own': data_set = 'itrainingmodel', 'task': task_id} AS place"
          + " FROM public.parameter)";

  public static final String NUMBER = "arg_max_null(number, place)";

  public static final String TEXT = "arg_max_null(text, place)";

  private static final String PARAMETER =
      ("\nLEFT JOIN (SELECT execution_id, " + NUMBER + " AS number, " + TEXT + " AS text")
          + (" FROM " + PARAMETERS + " WHERE name = ?")
          + " GROUP BY execution_id) %s ON %1$s.execution_id = e.id";

  /** The value of the greatest epoch; of the newest task, where several have trained it. */
  public static final String LAST =
      "coalesce(arg_max(number, {'epoch': epoch, 'task': task_id}) FILTER (epoch IS NOT NULL),"
          + " last(number))";

  /** NaN and infinities are never the least or the greatest. */
  public static final String LEAST = "min(number) FILTER (isfinite(number))";

  public static final String GREATEST = "max(number) FILTER (isfinite(number))";

  private static final String METRIC =
      ("\nLEFT JOIN (SELECT execution_id, " + LAST + " AS last, ")
          + (LEAST + " AS min, " + GREATEST + " AS max")
          + " FROM public.training_metric WHERE name = ?"
          + " GROUP BY execution_id) %s ON %1$s.execution_id = e.id";

  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final List<Fragment> joins = new ArrayList<>();

  /**
   * The expressions of a field: of a number, or of anything that is one column, the first is the
   * value; a {@link Field.Parameter} has its number first and its text second.
   */
  public List<String> expressions(Field field) {
    if (field instanceof Field.Own own) {
      return List.of(column(own));
    }
    if (field instanceof Field.Parameter parameter) {
      String alias = join("parameter ", parameter.name(), PARAMETER);
      return List.of(alias + ".number", alias + ".text");
    }
    Field.Metric metric = (Field.Metric) field;
    String alias = join("metric ", metric.name(), METRIC);
    return List.of(alias + "." + column(metric.summary()));
  }

  /** All joins that the expressions so far need. */
  public Fragment joins() {
    return Fragment.joined("", joins);
  }

  private String join(String kind, String name, String sql) {
    return aliases.computeIfAbsent(
        kind + name,
        key -> {
          String alias = "joined_" + aliases.size();
          joins.add(Fragment.of(sql.formatted(alias), name));
          return alias;
        });
  }

  /** Of the execution, or of its dataflow. */
  public static String column(Field.Own own) {
    return switch (own) {
      case ID -> "e.id";
      case TAG -> "e.tag";
      case STATUS -> "e.status";
      case DATAFLOW -> "d.tag";
      case STARTED_AT -> "e.started_at";
      case ENDED_AT -> "e.ended_at";
      case NAME -> "e.name";
    };
  }

  /** In what gathers a metric. */
  public static String column(Field.Summary summary) {
    return switch (summary) {
      case LAST -> "last";
      case MIN -> "min";
      case MAX -> "max";
    };
  }
}
