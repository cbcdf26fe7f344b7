package org.cnnprov.server.compat.dfanalyzer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cnnprov.codec.Json;
import org.cnnprov.event.Batch;
import org.cnnprov.event.DataflowDeclared;
import org.cnnprov.event.TaskReported;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenMessagesTest {

  static List<Path> files() throws IOException {
    return Messages.golden();
  }

  /** What these files refuse (values, counts), only the store can know. */
  @ParameterizedTest
  @MethodSource("files")
  void everyMessageDecodes(Path file) throws Exception {
    List<Map<String, Json>> requests = Messages.requests(file);
    assertFalse(requests.isEmpty());
    for (Map<String, Json> request : requests) {
      String path = Messages.text(request, "path");
      Batch.Message message = Messages.decode(path, Messages.body(request));
      Class<?> first = path.contains("/pde/task") ? TaskReported.class : DataflowDeclared.class;
      assertTrue(first.isInstance(message.events().get(0)));
    }
  }
}
