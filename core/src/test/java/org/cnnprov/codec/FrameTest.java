package org.cnnprov.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.cnnprov.event.Batch;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Problem;
import org.junit.jupiter.api.Test;

class FrameTest {

  private static final String HEARTBEAT =
      "{\"type\":\"heartbeat\",\"at\":\"2026-11-23T12:00:00Z\"}";

  @Test
  void theHeaderNamesProducerAndFirstNumber() throws Exception {
    Batch.Numbered batch =
        Batches.decode("{\"producer\":\"0A1B2C3D-0000-4000-8000-000000000001\",\"first\":1041}")
            .batch();
    assertEquals(UUID.fromString("0a1b2c3d-0000-4000-8000-000000000001"), batch.producer());
    assertEquals(1041, batch.first());
    assertEquals(0, batch.size());
  }

  @Test
  void theLastLineMayLackItsLineFeed() throws Exception {
    assertEquals(1, Batches.decode(Batches.HEADER + HEARTBEAT).batch().size());
    assertEquals(1, Batches.decode(Batches.HEADER + HEARTBEAT + "\n").batch().size());
  }

  @Test
  void linesMayEndAsOnWindows() throws Exception {
    Batch.Numbered batch =
        Batches.decode(Batches.HEADER.replace("\n", "\r\n") + HEARTBEAT + "\r\n").batch();
    assertEquals(List.of(), batch.lines().get(0).problems());
    assertEquals(1, batch.size());
  }

  @Test
  void anEmptyLineKeepsItsNumber() throws Exception {
    BatchDecoder.Decoded decoded = Batches.decode(Batches.HEADER + "\n" + HEARTBEAT);
    assertEquals(List.of("/0 malformed_json"), Batches.rejected(decoded));
    assertEquals(2, decoded.batch().size());
  }

  @Test
  void aLineKeepsItsBytes() throws Exception {
    Batch.Line line = Batches.decode(Batches.HEADER + "hello\n" + HEARTBEAT).batch().lines().get(0);
    assertEquals("hello", new String(line.raw().bytes(), StandardCharsets.UTF_8));
  }

  @Test
  void bytesOfNoUtf8RefuseTheBatch() {
    byte[] surrogateInUtf8 = (Batches.HEADER + "\"???\"").getBytes(StandardCharsets.UTF_8);
    int place = surrogateInUtf8.length - 4;
    surrogateInUtf8[place] = (byte) 0xED;
    surrogateInUtf8[place + 1] = (byte) 0xA0;
    surrogateInUtf8[place + 2] = (byte) 0x80;
    assertEquals(
        List.of(ErrorCode.INVALID_ENCODING),
        refusal(surrogateInUtf8).problems().stream().map(Problem::code).toList());
  }

  @Test
  void allProblemsOfTheHeaderAreReported() {
    byte[] body = "{\"producer\":1}\n".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        List.of(ErrorCode.INVALID_HEADER, ErrorCode.INVALID_HEADER),
        refusal(body).problems().stream().map(Problem::code).toList());
  }

  private static UndecodableException refusal(byte[] body) {
    return assertThrows(
        UndecodableException.class, () -> BatchDecoder.decode(Batches.request(body)));
  }
}
