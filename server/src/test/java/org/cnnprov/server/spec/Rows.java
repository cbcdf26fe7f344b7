package org.cnnprov.server.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/** Compares the answers of statements with the rows that a golden file states. */
public final class Rows {

  private Rows() {}

  /**
   * Asks the statements of the member {@code tables} of a golden file.
   *
   * @param file for the message
   */
  public static void check(Client client, Object file, @Nullable Object golden) {
    Map<String, @Nullable Object> members = Plain.object(golden);
    for (Object table : Plain.list(members.getOrDefault("tables", List.of()))) {
      String sql = String.valueOf(Plain.at(table, "sql"));
      // NaN of a numeric column and the text "NaN" look alike in JSON, as the files have it.
      Assertions.assertEquals(
          Plain.list(Plain.at(table, "rows")), client.rows(sql), () -> file + ": " + sql);
    }
  }
}
