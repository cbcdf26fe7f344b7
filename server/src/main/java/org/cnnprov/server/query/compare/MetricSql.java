package org.cnnprov.server.query.compare;

import java.util.Collections;
import java.util.List;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.filter.FieldSql;

/**
 * Metrics of executions, aligned by epoch. Shared epochs are those at which every execution that
 * has the metric has a finite value: areas and values over them compare, whatever came later.
 */
final class MetricSql {

  /** Where an epoch was trained several times, the newest task's value counts. */
  private static final String SQL =
      """
      WITH told AS (
        SELECT * FROM public.training_metric WHERE execution_id IN (%s)),
      point AS (
        SELECT execution_id, name, epoch, arg_max(number, task_id) AS number
        FROM told WHERE epoch IS NOT NULL AND number IS NOT NULL
        GROUP BY execution_id, name, epoch),
      having_it AS (
        SELECT name, count(DISTINCT execution_id) AS executions FROM point GROUP BY name),
      shared AS (
        SELECT p.name, p.epoch FROM point p JOIN having_it h ON h.name = p.name
        WHERE isfinite(p.number) AND isfinite(p.epoch)
        GROUP BY p.name, p.epoch, h.executions HAVING count(*) = h.executions),
      aligned AS (
        SELECT p.*, p.epoch - lag(p.epoch) OVER w AS width, lag(p.number) OVER w AS previous
        FROM point p JOIN shared s ON s.name = p.name AND s.epoch = p.epoch
        WINDOW w AS (PARTITION BY p.execution_id, p.name ORDER BY p.epoch)),
      area AS (
        SELECT execution_id, name, count(*) AS shared_epochs, max(epoch) AS shared_epoch,
          arg_max(number, epoch) AS at_shared,
          sum(width * (number + previous) / 2) AS area
        FROM aligned GROUP BY execution_id, name),
      last AS (
        SELECT execution_id, name, %s AS last FROM told GROUP BY execution_id, name),
      summary AS (
        SELECT execution_id, name, count(*) AS epochs,
          count(*) FILTER (NOT isfinite(number)) AS not_finite,
          %s AS least, arg_min(epoch, number) FILTER (isfinite(number)) AS least_epoch,
          %s AS greatest, arg_max(epoch, number) FILTER (isfinite(number)) AS greatest_epoch
        FROM point GROUP BY execution_id, name)
      SELECT l.execution_id, l.name, l.last, coalesce(s.epochs, 0) AS epochs,
        coalesce(s.not_finite, 0) AS not_finite, s.least, s.least_epoch, s.greatest,
        s.greatest_epoch, coalesce(a.shared_epochs, 0) AS shared_epochs, a.shared_epoch,
        a.at_shared, a.area
      FROM last l LEFT JOIN summary s ON s.execution_id = l.execution_id AND s.name = l.name
      LEFT JOIN area a ON a.execution_id = l.execution_id AND a.name = l.name
      ORDER BY l.name, l.execution_id""";

  private MetricSql() {}

  static Fragment of(List<Long> executions) {
    String marks = String.join(", ", Collections.nCopies(executions.size(), "?"));
    return Fragment.of(
        SQL.formatted(marks, FieldSql.LAST, FieldSql.LEAST, FieldSql.GREATEST),
        executions.toArray());
  }
}
