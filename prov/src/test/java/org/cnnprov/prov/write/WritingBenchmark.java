package org.cnnprov.prov.write;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cnnprov.prov.model.Attribute;
import org.cnnprov.prov.model.ElementKind;
import org.cnnprov.prov.model.Namespaces;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.RelationKind;
import org.cnnprov.prov.model.Statement.Element;
import org.cnnprov.prov.model.Statement.Relation;
import org.cnnprov.prov.model.Value;

/**
 * Writes a document of a million statements, as a training with 250,000 steps has them, to a file
 * in each format, and prints how long that took: {@code make bench-prov}.
 */
public final class WritingBenchmark {

  private static final int STEPS = 250_000;
  private static final QualifiedName TASK = QualifiedName.of("run", "task.trainingmodel.1");
  private static final QualifiedName SET =
      QualifiedName.of("run", "set.trainingmodel.1.otrainingstep");
  private static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");

  private WritingBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    out.printf("heap %d MB%n", Runtime.getRuntime().maxMemory() >> 20);
    for (Format format : Format.values()) {
      Path file = Files.createTempFile("cnnprov-benchmark-", "." + format.text());
      try {
        long begin = System.nanoTime();
        long statements = write(format, file);
        double seconds = (System.nanoTime() - begin) / 1e9;
        out.printf(
            "%-6s  %,d statements  %6.2f s  %4d MB%n",
            format.text(), statements, seconds, Files.size(file) >> 20);
      } finally {
        Files.delete(file);
      }
    }
  }

  private static long write(Format format, Path file) throws IOException {
    try (OutputStream bytes = Files.newOutputStream(file);
        Writer out =
            new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16)) {
      Counted writer = new Counted(format.writer(out));
      writer.begin();
      document(writer);
      writer.end();
      return writer.statements;
    }
  }

  /** An entity, its generation, its use and its membership for each step. */
  private static void document(Counted writer) throws IOException {
    for (int i = 0; i < STEPS; i++) {
      writer.entity(step(i), i);
    }
    writer.activity();
    for (int i = 0; i < STEPS; i++) {
      writer.relation(RelationKind.GENERATION, step(i), TASK, BEGIN.plusMillis(i));
    }
    for (int i = 0; i < STEPS; i++) {
      writer.relation(RelationKind.USAGE, TASK, step(i), BEGIN.plusMillis(i));
    }
    for (int i = 0; i < STEPS; i++) {
      writer.relation(RelationKind.MEMBERSHIP, SET, step(i));
    }
  }

  private static QualifiedName step(int number) {
    return QualifiedName.of("run", "element.trainingmodel.1.otrainingstep." + number);
  }

  private static final class Counted {

    private final DocumentWriter writer;
    private long statements;

    Counted(DocumentWriter writer) {
      this.writer = writer;
    }

    void begin() throws IOException {
      writer.begin(
          new Namespaces(
              Map.of(
                  "run", "https://w3id.org/cnnprov/run/alexnet-df/1/",
                  "cnn", "https://w3id.org/cnnprov/ns/1#")));
    }

    void entity(QualifiedName id, int number) throws IOException {
      statements++;
      List<Attribute> attributes =
          List.of(
              Attribute.type(QualifiedName.of("cnn", "DataElement")),
              new Attribute(QualifiedName.of("cnn", "step"), Value.number(number)),
              new Attribute(QualifiedName.of("cnn", "loss"), Value.number(1.0 / (1 + number))));
      writer.write(new Element(ElementKind.ENTITY, id, null, null, attributes));
    }

    void activity() throws IOException {
      statements++;
      writer.write(new Element(ElementKind.ACTIVITY, TASK, BEGIN, null, List.of()));
    }

    void relation(RelationKind kind, Object... arguments) throws IOException {
      statements++;
      writer.write(new Relation(kind, null, Arrays.asList(arguments), List.of()));
    }

    void end() throws IOException {
      writer.end();
    }
  }
}
