package org.cnnprov.server.compat.dfanalyzer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.cnnprov.codec.Json;
import org.cnnprov.server.text.Value;
import org.jspecify.annotations.Nullable;

/**
 * A part of the JSON message that says the same as a text, with the place in the text that it was
 * taken from. So the readers of JSON read texts too, and what they find has a line and a column.
 */
sealed interface Placed {

  Json json();

  /** Where it begins in the text. */
  int offset();

  /** The part that one step of a JSON pointer leads to; null where there is none. */
  @Nullable Placed part(String step);

  /** The place of what a JSON pointer leads to, or of the last part on the way that is there. */
  default int offset(String pointer) {
    Placed found = this;
    for (String step : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
      Placed part = found.part(step.replace("~1", "/").replace("~0", "~"));
      if (part == null) {
        break;
      }
      found = part;
    }
    return found.offset();
  }

  /** One value. */
  record Text(String value, int offset) implements Placed {

    Text(Value.Word word) {
      this(word.text(), word.offset());
    }

    @Override
    public Json json() {
      return new Json.Text(value);
    }

    @Override
    public @Nullable Placed part(String step) {
      return null;
    }
  }

  /** An array, which may grow while the text is read. */
  record Items(List<Placed> items, int offset) implements Placed {

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    @Override
    public Json json() {
      return new Json.Items(items.stream().map(Placed::json).toList());
    }

    @Override
    public @Nullable Placed part(String step) {
      int index = INDEX.matcher(step).matches() ? Integer.parseInt(step) : items.size();
      return index < items.size() ? items.get(index) : null;
    }
  }

  /** An object, which grows while the text is read. */
  record Members(Map<String, Placed> members, int offset) implements Placed {

    Members(int offset) {
      this(new LinkedHashMap<>(), offset);
    }

    Members with(String name, Placed value) {
      members.put(name, value);
      return this;
    }

    /** Adds an item to the array of that name, which begins with it. */
    void add(String name, Placed item) {
      Placed first = new Items(new ArrayList<>(), item.offset());
      if (members.computeIfAbsent(name, absent -> first) instanceof Items array) {
        array.items().add(item);
      }
    }

    @Override
    public Json json() {
      Map<String, Json> json = new LinkedHashMap<>();
      members.forEach((name, value) -> json.put(name, value.json()));
      return new Json.Members(json);
    }

    @Override
    public @Nullable Placed part(String step) {
      return members.get(step);
    }
  }
}
