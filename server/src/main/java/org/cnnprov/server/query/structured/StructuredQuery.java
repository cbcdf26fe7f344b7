package org.cnnprov.server.query.structured;

import java.util.List;
import org.cnnprov.model.Name;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of data sets.
 *
 * <p>Paths lead from each source to each target in the graph of sets, in which a set is followed by
 * another where one transformation reads the first and writes the second. Those that hold every
 * included and no excluded set are joined by the mapping; the answer holds the rows of all of them.
 * One source without targets is read alone. With {@link Mapping#EXECUTION} no path is looked for:
 * sources, targets and included sets are joined.
 *
 * @param projection the columns; every attribute of the sets on the path where empty
 * @param selection what an element, or a combination of elements, must be to be in the answer
 * @param grouping combinations with equal values here are one row; every projected field that is
 *     not aggregated must be among them
 * @param having what a group must be to be in the answer
 * @param limit rows after which the answer is cut off and says so; absent for all rows
 */
public record StructuredQuery(
    Scope scope,
    Mapping mapping,
    List<Name> sources,
    List<Name> targets,
    List<Name> include,
    List<Name> exclude,
    List<Projection> projection,
    @Nullable Condition selection,
    List<Field> grouping,
    @Nullable Condition having,
    List<Ordering> order,
    @Nullable Long limit,
    ExecutionFilter executions) {

  public StructuredQuery {
    sources = sources.stream().distinct().toList();
    targets = targets.stream().distinct().toList();
    include = include.stream().distinct().toList();
    exclude = exclude.stream().distinct().toList();
    projection = List.copyOf(projection);
    grouping = List.copyOf(grouping);
    order = List.copyOf(order);
  }
}
