package org.cnnprov.server.query;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.cnnprov.server.http.Cursor;
import org.cnnprov.server.http.JsonAnswer;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list: {@code {"items", "next"}}.
 *
 * @param items at most {@code limit} and one more, which shows that there is a next page
 * @param purpose what was asked, so that the cursor is good for nothing else
 */
public record Page<T>(List<T> items, int limit, String purpose) {

  /**
   * Answers with the page.
   *
   * @param place the values that the list is ordered by
   * @param item what stands in the page, a value that JSON can be made of
   */
  public void send(
      Context context,
      Function<T, List<@Nullable Object>> place,
      Function<T, ? extends Object> item)
      throws IOException {
    boolean more = items.size() > limit;
    List<T> shown = more ? items.subList(0, limit) : items;
    String next = more ? new Cursor(place.apply(items.get(limit - 1))).text(purpose) : null;
    JsonAnswer.send(
        context,
        json -> {
          json.beginObject();
          json.name("items");
          json.beginArray();
          for (T each : shown) {
            json.value(item.apply(each));
          }
          json.endArray();
          json.field("next", next);
          json.endObject();
        });
  }
}
