package org.cnnprov.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cnnprov.event.Slice;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Problem;

/** Whether bytes are UTF-8: the JSON parser does not notice every fault. */
public final class Utf8 {

  private static final int CHUNK = 8_192;

  private Utf8() {}

  /**
   * Lets UTF-8 pass.
   *
   * @throws UndecodableException with {@code invalid_encoding} for anything else
   */
  public static void check(Slice text) throws UndecodableException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.wrap(text.body(), text.from(), text.to() - text.from());
    CharBuffer characters = CharBuffer.allocate(CHUNK);
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      characters.clear();
      result = decoder.decode(bytes, characters, true);
    }
    if (result.isError()) {
      String detail = "expected UTF-8, which byte %d is not".formatted(bytes.position());
      throw new UndecodableException(List.of(new Problem(ErrorCode.INVALID_ENCODING, "", detail)));
    }
  }
}
