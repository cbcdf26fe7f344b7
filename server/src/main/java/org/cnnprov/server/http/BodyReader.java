package org.cnnprov.server.http;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.cnnprov.codec.JsonText;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies within limits. The framework's own limit does not guard streams, and none of its
 * limits sees what a body becomes when it is decompressed.
 */
public final class BodyReader {

  /** How much of a body that is too large is kept, for the person who looks for the reason. */
  static final int KEPT_BYTES = 64 * 1024;

  /**
   * A client that still sends may not read an answer, so the rest of a body that is too large is
   * read and thrown away, up to this.
   */
  private static final long DISCARDED_BYTES = 128L * 1024 * 1024;

  private static final int CHUNK_BYTES = 16 * 1024;

  private final int wireLimit;
  private final int plainLimit;
  private final Duration timeLimit;
  private final ByteBudget budget;
  private final JsonText form;

  /**
   * A reader with limits of its own and a part in the budget of all.
   *
   * @param wireLimit bytes of a body as it comes
   * @param plainLimit bytes of it after decompression
   * @param timeLimit from its first byte to its last
   * @param form how JSON may be nested
   */
  public BodyReader(
      int wireLimit, int plainLimit, Duration timeLimit, ByteBudget budget, JsonText form) {
    this.wireLimit = wireLimit;
    this.plainLimit = plainLimit;
    this.timeLimit = timeLimit;
    this.budget = budget;
    this.form = form;
  }

  /**
   * Reads the body of a request.
   *
   * @param types the media types that the body may have; empty where the header is not looked at
   */
  public Body read(Context context, List<String> types)
      throws UnreadableBodyException, ProblemException, IOException {
    ByteBudget.Share share = budget.share();
    try {
      byte[] wire = wire(new TimedInput(context.bodyInputStream(), timeLimit), share);
      if (!types.isEmpty() && !types.contains(mediaType(context))) {
        throw unsupported(
            "Content-Type " + String.join(" or ", types), context.contentType(), wire);
      }
      return new Body(plain(context, wire, share), share, form);
    } catch (TimedInput.TooSlowException tooSlow) {
      share.close();
      context.header("Connection", "close");
      throw tooSlow.problem();
    } catch (UnreadableBodyException | ProblemException | IOException | RuntimeException failure) {
      share.close();
      throw failure;
    }
  }

  private byte[] wire(InputStream input, ByteBudget.Share share)
      throws UnreadableBodyException, ProblemException, IOException {
    try {
      return collect(input, wireLimit, share, "on the wire");
    } catch (UnreadableBodyException tooLarge) {
      discard(input);
      throw tooLarge;
    }
  }

  private byte[] plain(Context context, byte[] wire, ByteBudget.Share share)
      throws UnreadableBodyException, ProblemException {
    String encoding = context.header("Content-Encoding");
    return switch (encoding == null ? "identity" : encoding.trim().toLowerCase(Locale.ROOT)) {
      case "identity" -> wire;
      case "gzip" -> decompressed(wire, share);
      default -> throw unsupported("Content-Encoding gzip or identity", encoding, wire);
    };
  }

  private byte[] decompressed(byte[] wire, ByteBudget.Share share)
      throws UnreadableBodyException, ProblemException {
    try (InputStream input = new GZIPInputStream(new ByteArrayInputStream(wire))) {
      return collect(input, plainLimit, share, "after decompression");
    } catch (IOException broken) {
      throw new UnreadableBodyException(
          new Problem(
              ErrorCode.INVALID_ENCODING,
              "",
              "expected gzip, and it broke: " + broken.getMessage()),
          wire);
    }
  }

  private static byte[] collect(InputStream input, int limit, ByteBudget.Share share, String where)
      throws UnreadableBodyException, ProblemException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK_BYTES);
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int count = input.read(chunk); count >= 0; count = input.read(chunk)) {
      share.grow(count);
      bytes.write(chunk, 0, count);
      if (bytes.size() > limit) {
        throw tooLarge(limit, where, bytes.toByteArray());
      }
    }
    return bytes.toByteArray();
  }

  private static void discard(InputStream input) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    long left = DISCARDED_BYTES;
    for (int count = 0; count >= 0 && left > 0; count = input.read(chunk)) {
      left -= count;
    }
  }

  /** The type that the request says its body has, without parameters; "" for none. */
  public static String mediaType(Context context) {
    String type = context.contentType();
    String bare = type == null ? "" : type.split(";", 2)[0];
    return bare.trim().toLowerCase(Locale.ROOT);
  }

  private static UnreadableBodyException tooLarge(int limit, String where, byte[] read) {
    String detail = "expected a body of at most %d bytes %s, came more".formatted(limit, where);
    return new UnreadableBodyException(
        new Problem(ErrorCode.TOO_LARGE, "", detail),
        Arrays.copyOf(read, Math.min(read.length, KEPT_BYTES)));
  }

  private static UnreadableBodyException unsupported(
      String expected, @Nullable String came, byte[] read) {
    String detail = "expected %s, came %s".formatted(expected, came == null ? "none" : came);
    return new UnreadableBodyException(
        new Problem(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "", detail), read);
  }
}
