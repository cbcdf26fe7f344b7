package org.cnnprov.provreaders;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openprovenance.prov.model.Document;

/**
 * {@code read FILE…} prints the statements of each document, {@code validate FILE…} what breaks
 * PROV-CONSTRAINTS, as a line of JSON for each file. A file's name ends in its format.
 */
public final class Main {

  private Main() {}

  private interface Question {
    Object of(Document document) throws IOException;
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err); // ProvToolbox prints
    ObjectMapper json = new ObjectMapper();
    Question question =
        switch (arguments[0]) {
          case "read" -> Statements::of;
          case "validate" -> Constraints::violations;
          default -> throw new IllegalArgumentException("expected read or validate");
        };
    for (int i = 1; i < arguments.length; i++) {
      out.println(json.writeValueAsString(answer(question, Path.of(arguments[i]))));
    }
    out.flush();
  }

  /** Whatever a reader throws is its answer. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  private static Map<String, Object> answer(Question question, Path file) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("file", file.toString());
    try {
      answer.put("found", question.of(Readers.read(file)));
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      answer.put("error", e.toString());
    }
    return answer;
  }
}
