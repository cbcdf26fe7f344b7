package org.cnnprov.store.sql;

import java.util.Arrays;
import java.util.List;
import org.cnnprov.model.SetType;
import org.cnnprov.store.sql.SetState.Link;
import org.jspecify.annotations.Nullable;

/**
 * Says of the elements that a task wrote which task read them: at each message of the reader, the
 * rows written so far that no other task of its transformation has read.
 */
final class Links {

  private final Changes changes;

  Links(Changes changes) {
    this.changes = changes;
  }

  /** A message of {@code reader} has come. */
  void handOver(TaskState reader) {
    if (reader.execution.door == CaptureDoor.IMPORT) {
      return;
    }
    for (TaskState writer : reader.dependencies) {
      for (SetState set : writer.transformation.writes) {
        Link in = set.linkOf(reader.transformation);
        Link out = set.linkOf(writer.transformation);
        if (in != null
            && in.type() == SetType.INPUT
            && out != null
            && reader.transformation != writer.transformation
            && writer.handedOver.add(key(set, in))) {
          handOver(set, out, writer.id, in, reader.id);
        }
      }
    }
  }

  /** The task has written elements: they wait for their readers. */
  static void written(TaskState writer, SetState set) {
    if (!writer.handedOver.isEmpty()) {
      for (Link link : set.links.values()) {
        writer.handedOver.remove(key(set, link));
      }
    }
  }

  private void handOver(SetState set, Link out, long writer, Link in, long reader) {
    String readerColumn = Identifier.quote(in.column());
    changes.execute(
        "UPDATE %s SET %s = ? WHERE %s = ? AND %s IS NULL"
            .formatted(
                set.table.qualified(), readerColumn, Identifier.quote(out.column()), readerColumn),
        reader,
        writer);
    List<@Nullable Object[]> rows = changes.rowsOf(set.table);
    for (int i = 0; i < rows.size(); i++) {
      @Nullable Object[] row = rows.get(i);
      if (out.position() < row.length && Long.valueOf(writer).equals(row[out.position()])) {
        rows.set(i, readBy(row, in.position(), reader));
      }
    }
  }

  /** The row may be older than the reader's column, and then is shorter. */
  private static @Nullable Object[] readBy(@Nullable Object[] row, int position, long reader) {
    @Nullable Object[] whole = position < row.length ? row : Arrays.copyOf(row, position + 1);
    if (whole[position] == null) {
      whole[position] = reader;
    }
    return whole;
  }

  private static String key(SetState set, Link reader) {
    return set.id + " " + reader.transformation().id;
  }
}
