package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;
import org.cnnprov.server.http.ProblemException;

/** Finds what the answer is put together from: the paths of each dataflow. */
final class BranchSearch {

  /**
   * Parts of a statement. A union is planned in 30 ms with 50 parts, in 130 ms with 200, in 1.5 s
   * with 1,000.
   */
  static final int MOST_BRANCHES = 200;

  /** Sets in all parts of a statement. */
  private static final int MOST_SETS = 1_000;

  private final StructuredQuery query;

  BranchSearch(StructuredQuery query) throws ProblemException {
    this.query = query;
    checkShape();
  }

  /** The sets that a dataflow must have. */
  Set<Name> needed() {
    return Stream.of(query.sources(), query.targets(), query.include())
        .flatMap(List::stream)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  List<Branch> branches(List<DataflowGraph> dataflows) throws ProblemException {
    checkSets(dataflows);
    List<Branch> branches = new ArrayList<>();
    for (DataflowGraph dataflow : dataflows) {
      List<Path> paths = paths(dataflow);
      if (paths.isEmpty() && !(query.scope() instanceof Scope.All)) {
        throw noPath("dataflow " + dataflow.tag());
      }
      paths.forEach(path -> branches.add(new Branch(dataflow, path)));
    }
    if (branches.isEmpty()) {
      throw noPath("any dataflow");
    }
    int sets = branches.stream().mapToInt(branch -> branch.path().sets().size()).sum();
    if (branches.size() > MOST_BRANCHES || sets > MOST_SETS) {
      throw Refusal.of(
          "/dataflows",
          "the sets are joined in %d ways in %d dataflows, of at most %d, and these hold %d sets, of at most %d: name fewer dataflows, or ask the views of all dataflows in the schema public by SQL"
              .formatted(branches.size(), dataflows.size(), MOST_BRANCHES, sets, MOST_SETS));
    }
    return branches;
  }

  private void checkShape() throws ProblemException {
    if (query.sources().isEmpty()) {
      throw Refusal.of(ErrorCode.MISSING_FIELD, "/source", "expected a set to start from");
    }
    if (query.mapping() == Mapping.EXECUTION) {
      if (!query.exclude().isEmpty()) {
        throw Refusal.of(
            "/exclude", "with the mapping EXECUTION there is no path from which to exclude a set");
      }
      if (needed().size() > PathSearch.MOST_SETS) {
        throw Refusal.of(
            "/source",
            "expected at most %d sets to join on their execution, came %d"
                .formatted(PathSearch.MOST_SETS, needed().size()));
      }
    } else if (query.targets().isEmpty()) {
      if (query.sources().size() > 1 || !query.sources().containsAll(query.include())) {
        throw Refusal.of(
            ErrorCode.MISSING_FIELD,
            "/target",
            "expected a target that paths lead to; sets without a path between them are joined by the mapping EXECUTION");
      }
    }
  }

  private void checkSets(List<DataflowGraph> dataflows) throws ProblemException {
    if (dataflows.isEmpty()) {
      throw Refusal.of(
          ErrorCode.UNKNOWN_SET, "/source", "no dataflow has " + shown(List.copyOf(needed())));
    }
    for (DataflowGraph dataflow : dataflows) {
      checkSets(query.sources(), dataflow, "/source");
      checkSets(query.targets(), dataflow, "/target");
      checkSets(query.include(), dataflow, "/include");
    }
    for (Name excluded : query.exclude()) {
      if (dataflows.stream().allMatch(dataflow -> dataflow.set(excluded).isEmpty())) {
        checkSets(List.of(excluded), dataflows.get(0), "/exclude");
      }
    }
  }

  private static void checkSets(List<Name> names, DataflowGraph dataflow, String pointer)
      throws ProblemException {
    for (Name name : names) {
      if (dataflow.set(name).isEmpty()) {
        List<String> known = dataflow.sets().stream().map(set -> set.tag().key()).toList();
        throw Refusal.of(
            ErrorCode.UNKNOWN_SET,
            pointer,
            "there is no set '%s' in dataflow %s; %s"
                .formatted(name, dataflow.tag(), Refusal.instead(name.key(), known)));
      }
    }
  }

  private List<Path> paths(DataflowGraph dataflow) throws ProblemException {
    if (query.mapping() == Mapping.EXECUTION) {
      List<SetNode> sets = needed().stream().map(name -> set(dataflow, name)).toList();
      return List.of(new Path(sets, List.of()));
    }
    PathSearch search = new PathSearch(dataflow, query);
    List<Name> targets = query.targets().isEmpty() ? query.sources() : query.targets();
    try {
      for (Name source : query.sources()) {
        for (Name target : targets) {
          search.search(set(dataflow, source), set(dataflow, target));
        }
      }
    } catch (PathSearch.TooManyPathsException tooMany) {
      throw Refusal.of(
          "/target",
          "%s lead from %s to %s in dataflow %s: include or exclude sets to choose among them"
              .formatted(
                  tooMany.getMessage(),
                  shown(query.sources()),
                  shown(query.targets()),
                  dataflow.tag()));
    }
    return search.found();
  }

  private static SetNode set(DataflowGraph dataflow, Name name) {
    return dataflow.set(name).orElseThrow();
  }

  private ProblemException noPath(String where) {
    String wanted =
        query.include().isEmpty() && query.exclude().isEmpty()
            ? ""
            : " with the sets to include and without those to exclude";
    return Refusal.of(
        ErrorCode.NO_PATH,
        "/target",
        "no path leads from %s to %s in %s%s; sets without a path between them are joined by the mapping EXECUTION"
            .formatted(
                shown(query.sources()),
                shown(query.targets().isEmpty() ? query.sources() : query.targets()),
                where,
                wanted));
  }

  private static String shown(List<Name> sets) {
    return sets.stream().map(Name::key).collect(Collectors.joining(", "));
  }
}
