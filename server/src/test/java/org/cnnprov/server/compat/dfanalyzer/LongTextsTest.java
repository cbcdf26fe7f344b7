package org.cnnprov.server.compat.dfanalyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.codec.Warning;
import org.cnnprov.event.FileReported;
import org.cnnprov.event.Request;
import org.junit.jupiter.api.Test;

/** Texts of many calls, which cost no more than their length. */
class LongTextsTest {

  private static final int CALLS = 50_000;

  @Test
  void aTaskHasAllOfItsFiles() throws Exception {
    String text = "task(d, t, 1, RUNNING)\n" + "file(a, /x)\n".repeat(CALLS);
    var message = Messages.decode("/pde/task", text.getBytes(StandardCharsets.UTF_8));
    assertEquals(CALLS, message.events().stream().filter(FileReported.class::isInstance).count());
  }

  @Test
  void warningsAreBoundedAndSayHowManyFollow() throws Exception {
    StringBuilder text = new StringBuilder("dataflow(d) transformation(t, , , )");
    for (int program = 0; program < CALLS; program++) {
      text.append(" program(p").append(program).append(", /x)");
    }
    List<Warning> warnings = warnings(text.toString());
    assertEquals(101, warnings.size());
    assertEquals(
        new Warning("", Warning.UNUSED, "and %d more were left out".formatted(CALLS - 100)),
        warnings.get(100));
  }

  private static List<Warning> warnings(String text) throws UndecodableException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return DfAnalyzerText.dataflow(new Request(Instant.EPOCH, "/pde/dataflow", "127.0.0.1", body))
        .warnings();
  }
}
