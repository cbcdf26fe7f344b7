package org.cnnprov.server.compat.dfanalyzer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.TaskStatus;
import org.cnnprov.server.text.Source;
import org.cnnprov.server.text.TextException;
import org.cnnprov.server.text.Value;

/** Reads the text of a task into the JSON message that says the same. */
final class TaskText {

  private static final Map<String, String> FORMS =
      Map.of(
          "task", "task(dataflow, transformation, id[, subtask], status[, workspace, resource])",
          "collection", "collection(dataset, {{value; value}; {value; value}})",
          "file", "file(name, path)",
          "dependency", "dependency({transformation}, {task id})");

  private static final List<String> BEFORE_STATUS =
      List.of("dataflow", "transformation", "id", "sub");
  private static final List<String> SINCE_STATUS = List.of("status", "workspace", "resource");
  private static final int PLACE_OF_SUBTASK = BEFORE_STATUS.indexOf("sub");

  private TaskText() {}

  static Placed.Members message(Source source) throws TextException {
    TextCalls calls = TextCalls.parse(source, FORMS);
    Placed.Members message = task(calls.only("task", 4, 7));
    for (Arguments collection : calls.all("collection", 2, 2)) {
      message.add("sets", set(collection));
    }
    for (Arguments file : calls.all("file", 2, 2)) {
      message.add(
          "files",
          new Placed.Members(file.call().offset())
              .with("name", file.text(0))
              .with("path", file.text(1)));
    }
    for (Arguments dependency : calls.all("dependency", 2, 2)) {
      addDependency(dependency, message);
    }
    return message;
  }

  /** A subtask may be left out, and its place too: then the status stands there. */
  private static Placed.Members task(Arguments task) throws TextException {
    boolean withSubtask =
        task.count() > PLACE_OF_SUBTASK + 1 && !isStatus(task.text(PLACE_OF_SUBTASK).value());
    List<String> names =
        new ArrayList<>(withSubtask ? BEFORE_STATUS : BEFORE_STATUS.subList(0, PLACE_OF_SUBTASK));
    names.addAll(SINCE_STATUS);
    task.expect(4, names.size());
    Placed.Members message = new Placed.Members(task.call().offset());
    for (int index = 0; index < task.count(); index++) {
      message.with(names.get(index), task.text(index));
    }
    return message;
  }

  private static boolean isStatus(String text) {
    try {
      TaskStatus.of(text);
      return true;
    } catch (InvalidValueException other) {
      return false;
    }
  }

  private static Placed set(Arguments collection) throws TextException {
    List<Placed> elements = new ArrayList<>();
    for (Value item : collection.items(1)) {
      elements.add(element(item, collection));
    }
    return new Placed.Members(collection.call().offset())
        .with("tag", collection.text(0))
        .with("elements", new Placed.Items(elements, collection.offset(1)));
  }

  private static Placed element(Value item, Arguments collection) throws TextException {
    if (!(item instanceof Value.Group group)) {
      throw collection.problem(
          ErrorCode.WRONG_TYPE,
          item.offset(),
          "expected an element in braces, came a value; as in " + collection.form());
    }
    List<Placed> values = new ArrayList<>();
    for (Value value : group.items()) {
      values.add(collection.text(value));
    }
    return new Placed.Items(values, group.offset());
  }

  /** Several calls are one dependency on all their tasks. */
  private static void addDependency(Arguments arguments, Placed.Members message)
      throws TextException {
    Placed.Members dependency =
        message.part("dependency") instanceof Placed.Members earlier
            ? earlier
            : new Placed.Members(arguments.call().offset());
    message.with("dependency", dependency);
    List<Placed.Text> tags = arguments.texts(0);
    List<Placed.Text> ids = ids(arguments, tags.size());
    for (int index = 0; index < tags.size(); index++) {
      Placed.Text tag = tags.get(index);
      dependency.add("tags", new Placed.Members(tag.offset()).with("tag", tag));
      Placed.Text id = ids.get(index);
      dependency.add("ids", new Placed.Members(id.offset()).with("id", id));
    }
  }

  /** The ids of each tag, those of one joined by commas as in JSON. */
  private static List<Placed.Text> ids(Arguments arguments, int tags) throws TextException {
    List<Placed.Text> ids = new ArrayList<>();
    for (Value item : arguments.items(1)) {
      ids.add(item instanceof Value.Group group ? joined(group, arguments) : arguments.text(item));
    }
    if (tags == 1 && ids.size() > 1) {
      return List.of(joined(ids, arguments.offset(1)));
    }
    if (ids.size() != tags) {
      throw arguments.problem(
          ErrorCode.WRONG_VALUE_COUNT,
          arguments.offset(1),
          "expected %d ids, one for each transformation, came %d".formatted(tags, ids.size()));
    }
    return ids;
  }

  private static Placed.Text joined(Value.Group group, Arguments arguments) throws TextException {
    List<Placed.Text> ids = new ArrayList<>();
    for (Value id : group.items()) {
      ids.add(arguments.text(id));
    }
    return joined(ids, group.offset());
  }

  private static Placed.Text joined(List<Placed.Text> ids, int offset) {
    return new Placed.Text(String.join(",", ids.stream().map(Placed.Text::value).toList()), offset);
  }
}
