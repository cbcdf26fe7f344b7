package org.cnnprov.server.migration.monetdb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a dump tells. */
final class Listening implements DumpListener {

  final List<Table> tables = new ArrayList<>();
  final List<List<@Nullable String>> rows = new ArrayList<>();
  final List<Long> lines = new ArrayList<>();
  final List<String> passedOver = new ArrayList<>();

  static Listening to(String dump) throws DumpException {
    return to(dump.getBytes(StandardCharsets.UTF_8));
  }

  static Listening to(byte[] dump) throws DumpException {
    Listening listening = new Listening();
    try {
      Dump.read(new ByteArrayInputStream(dump), listening);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return listening;
  }

  @Override
  public void table(Table table, long line) {
    tables.add(table);
  }

  @Override
  public void row(Table table, List<@Nullable String> values, long line) {
    rows.add(values);
    lines.add(line);
  }

  @Override
  public void passedOver(String what, long count, long line) {
    passedOver.add("%d: %s (%d)".formatted(line, what, count));
  }
}
