package org.cnnprov.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.event.Batch;
import org.cnnprov.event.Event;
import org.cnnprov.event.Rows;
import org.cnnprov.event.Slice;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the lines of one batch, each by itself: an invalid one becomes a line without an event,
 * with all its problems. Used by one thread.
 */
final class EventDecoder {

  private static final Json ROWS_APART = new Json.Items(List.of());

  private final int lineBytes;
  private final JsonText form;
  private final RowsReader rowsReader = new RowsReader();
  private final Warnings warnings = new Warnings();

  /**
   * A decoder for one batch.
   *
   * @param lineBytes the longest line that is looked at
   * @param form how it may be nested
   */
  EventDecoder(int lineBytes, JsonText form) {
    this.lineBytes = lineBytes;
    this.form = form;
  }

  /** The line that stands at {@code index} of the batch. */
  Batch.Line decode(Slice raw, int index) {
    Problems problems = new Problems();
    Event event = null;
    int length = raw.to() - raw.from();
    if (length > lineBytes) {
      problems.add(
          ErrorCode.TOO_LARGE,
          "",
          "expected a line of at most %d bytes, came %d".formatted(lineBytes, length));
      return new Batch.Line(null, problems.list(), raw);
    }
    try (JsonParser parser = form.parser(raw)) {
      event = event(parser, index, problems);
    } catch (IOException notJson) {
      problems = new Problems();
      problems.add(ErrorCode.MALFORMED_JSON, "", form.reason(notJson));
    } catch (InvalidValueException invalid) {
      problems.add(invalid, "");
    }
    return new Batch.Line(problems.any() ? null : event, problems.list(), raw);
  }

  List<Warning> warnings() {
    return warnings.list();
  }

  private @Nullable Event event(JsonParser parser, int index, Problems problems)
      throws IOException {
    JsonToken begin = parser.nextToken();
    if (begin == null) {
      problems.add(ErrorCode.MALFORMED_JSON, "", "expected an event, came an empty line");
      return null;
    }
    if (begin != JsonToken.START_OBJECT) {
      return noObject(parser, problems);
    }
    Map<String, Json> members = new LinkedHashMap<>();
    Problems problemsOfRows = new Problems();
    List<Rows.Row> rows = members(parser, members, problems, problemsOfRows);
    JsonText.expectEnd(parser);
    Fields fields = new Fields(members, "", Fields.Texts.AS_WRITTEN, problems);
    return event(fields, rows, problemsOfRows, index, problems);
  }

  private static @Nullable Event noObject(JsonParser parser, Problems problems) throws IOException {
    Json value = JsonTree.read(parser, problems);
    JsonText.expectEnd(parser);
    Fields.of(value, Fields.Texts.AS_WRITTEN, problems);
    return null;
  }

  /** Reads rows from the tokens and everything else as a tree: the type may come behind both. */
  private List<Rows.Row> members(
      JsonParser parser, Map<String, Json> members, Problems problems, Problems problemsOfRows)
      throws IOException {
    List<Rows.Row> rows = List.of();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      Json value = ROWS_APART;
      if (parser.nextToken() == JsonToken.START_ARRAY && name.equals(TaskEvents.ROWS)) {
        rows = rowsReader.read(parser, problemsOfRows);
      } else {
        value = JsonTree.read(parser, problems);
      }
      JsonTree.put(members, name, value, parser, problems);
    }
    return rows;
  }

  private @Nullable Event event(
      Fields fields, List<Rows.Row> rows, Problems problemsOfRows, int index, Problems problems) {
    EventType type = fields.needed("type", EventType::of);
    if (type == null) {
      return null;
    }
    Event event = EventReader.read(type, fields, rows);
    if (type == EventType.ELEMENTS) {
      problems.addAll(problemsOfRows);
    }
    fields.unread().forEach(pointer -> warnings.unknownField(index, pointer));
    return event;
  }
}
