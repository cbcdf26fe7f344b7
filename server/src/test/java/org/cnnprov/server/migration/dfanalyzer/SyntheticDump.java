package org.cnnprov.server.migration.dfanalyzer;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A dump of many rows: executions of one dataflow, each a training task, epochs that it writes, and
 * a testing task that reads every second one.
 */
public final class SyntheticDump {

  private final int executions;
  private final int epochs;

  public SyntheticDump(int executions, int epochs) {
    this.executions = executions;
    this.epochs = epochs;
  }

  /** Writes it, and returns the file. */
  public Path writeTo(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("START TRANSACTION;\n");
      writeEpochs(out);
      table(out, "\"public\".\"dataflow\"", "id INTEGER, tag VARCHAR(50)", 1);
      out.write("1\t\"big-df\"\n");
      table(
          out,
          "\"public\".\"data_transformation\"",
          "id INTEGER, df_id INTEGER, tag VARCHAR(50)",
          2);
      out.write("1\t1\t\"train\"\n2\t1\t\"test\"\n");
      table(out, "\"public\".\"data_set\"", "id INTEGER, df_id INTEGER, tag VARCHAR(50)", 1);
      out.write("1\t1\t\"oepoch\"\n");
      table(
          out,
          "\"public\".\"data_dependency\"",
          "id INTEGER, previous_dt_id INTEGER, next_dt_id INTEGER, ds_id INTEGER",
          1);
      out.write("1\t1\t2\t1\n");
      table(
          out,
          "\"public\".\"attribute\"",
          "id INTEGER, ds_id INTEGER, extractor_id INTEGER, name VARCHAR(30), type VARCHAR(15)",
          3);
      out.write("1\t1\tNULL\t\"epoch\"\t\"NUMERIC\"\n2\t1\tNULL\t\"loss\"\t\"NUMERIC\"\n");
      out.write("3\t1\tNULL\t\"remark\"\t\"TEXT\"\n");
      writeTasks(out);
      out.write("COMMIT;\n");
    }
    return file;
  }

  private void writeEpochs(BufferedWriter out) throws IOException {
    table(
        out,
        "\"big-df\".\"ds_oepoch\"",
        "id INTEGER, train_task_id INTEGER, test_task_id INTEGER, epoch DOUBLE, loss DOUBLE,"
            + " remark CLOB",
        executions * epochs);
    for (int row = 0; row < executions * epochs; row++) {
      int execution = row / epochs;
      int epoch = row % epochs + 1;
      String reader = epoch % 2 == 0 ? Integer.toString(2 * execution + 2) : "NULL";
      out.write(
          "%d\t%d\t%s\t%d\t%s\t\"execution %d, epoch %d of some length\"\n"
              .formatted(row + 1, 2 * execution + 1, reader, epoch, 1.0 / epoch, execution, epoch));
    }
  }

  private void writeTasks(BufferedWriter out) throws IOException {
    table(
        out,
        "\"public\".\"dataflow_execution\"",
        "id INTEGER, tag VARCHAR(50), df_id INTEGER",
        executions);
    for (int i = 0; i < executions; i++) {
      out.write("%d\t\"run %d\"\t1\n".formatted(i + 1, i));
    }
    table(
        out,
        "\"public\".\"task\"",
        "id INTEGER, identifier INTEGER, df_version INTEGER, df_exec VARCHAR(50), dt_id INTEGER,"
            + " status VARCHAR(10)",
        2 * executions);
    for (int i = 0; i < executions; i++) {
      out.write("%d\t1\t1\t\"run %d\"\t1\t\"FINISHED\"\n".formatted(2 * i + 1, i));
      out.write("%d\t2\t1\t\"run %d\"\t2\t\"FINISHED\"\n".formatted(2 * i + 2, i));
    }
  }

  private static void table(BufferedWriter out, String name, String columns, int rows)
      throws IOException {
    out.write("CREATE TABLE %s (%s);\n".formatted(name, columns));
    out.write(
        "COPY %d RECORDS INTO %s FROM stdin USING DELIMITERS E'\\t',E'\\n','\"';\n"
            .formatted(rows, name));
  }

  /** Writes one by hand: {@code FILE EXECUTIONS EPOCHS}. */
  public static void main(String[] arguments) throws IOException {
    new SyntheticDump(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))
        .writeTo(Path.of(arguments[0]));
  }
}
