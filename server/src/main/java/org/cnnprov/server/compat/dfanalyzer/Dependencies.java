package org.cnnprov.server.compat.dfanalyzer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cnnprov.codec.Fields;
import org.cnnprov.event.TaskRef;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;

/**
 * Reads which tasks a task depends on, in all forms that clients send: one id for each tag; one id
 * that holds those of all tags, joined by commas; several ids of one tag, joined or not.
 */
final class Dependencies {

  private static final String IDS = "ids";
  private static final String ID = "id";

  private Dependencies() {}

  static List<TaskRef> read(Fields message) {
    Fields dependency = message.object("dependency");
    if (dependency == null) {
      return List.of();
    }
    List<Name> tags =
        dependency.objects("tags").stream().map(entry -> entry.requiredName("tag")).toList();
    List<List<String>> ids =
        dependency.objects(IDS).stream().map(Dependencies::identifiers).toList();
    return ids.isEmpty() ? List.of() : pair(tags, ids, dependency);
  }

  private static List<TaskRef> pair(List<Name> tags, List<List<String>> ids, Fields dependency) {
    if (ids.size() == tags.size()) {
      return link(tags, ids, dependency);
    }
    List<String> all = ids.stream().flatMap(List::stream).toList();
    if (tags.size() == 1) {
      return link(tags, List.of(all), dependency);
    }
    if (all.size() == tags.size()) {
      return link(tags, all.stream().map(List::of).toList(), dependency);
    }
    dependency.problem(
        ErrorCode.WRONG_VALUE_COUNT,
        IDS,
        "expected %d ids, one for each tag, came %d".formatted(tags.size(), all.size()));
    return List.of();
  }

  private static List<TaskRef> link(
      List<Name> tags, List<List<String>> idsOfTag, Fields dependency) {
    List<TaskRef> tasks = new ArrayList<>();
    for (int i = 0; i < tags.size(); i++) {
      Name tag = tags.get(i);
      for (String id : idsOfTag.get(i)) {
        TaskRef task = id.isEmpty() ? null : dependency.guard(IDS, () -> new TaskRef(tag, id));
        if (task != null) {
          tasks.add(task);
        }
      }
    }
    return tasks;
  }

  /** The ids that one entry holds; an empty one keeps the place of its tag. */
  private static List<String> identifiers(Fields entry) {
    String joined = entry.scalar(ID);
    return joined == null || joined.equals("null")
        ? List.of("")
        : Arrays.stream(joined.split(",", -1)).map(String::strip).toList();
  }
}
