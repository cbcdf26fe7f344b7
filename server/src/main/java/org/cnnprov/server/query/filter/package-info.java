/**
 * The language of {@code where=}: {@code param.learning_rate < 0.01 and (metric.loss.last < 0.3 or
 * status = 'RUNNING')}.
 *
 * <p>{@link org.cnnprov.server.query.filter.Parser} makes a {@link
 * org.cnnprov.server.query.filter.Condition} of the text, with every literal checked against its
 * field; {@link org.cnnprov.server.query.filter.ConditionSql} makes SQL of that, with every literal
 * a parameter.
 */
@NullMarked
package org.cnnprov.server.query.filter;

import org.jspecify.annotations.NullMarked;
