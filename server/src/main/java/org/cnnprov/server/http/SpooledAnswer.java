package org.cnnprov.server.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cnnprov.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is complete before its first byte is sent: in memory while it is small, then in a
 * temporary file. So an error, or the truncation that shows only at the end, still decides status
 * and headers, and a slow reader holds no connection to the store.
 */
public final class SpooledAnswer extends OutputStream {

  private static final int MEMORY_BYTES = 1024 * 1024;

  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable FileChannel file;
  private @Nullable OutputStream fileOutput;
  private final long limitBytes;
  private long size;

  /**
   * An empty answer.
   *
   * @param limitBytes a larger one is refused, so that running ones cannot fill the disk
   */
  public SpooledAnswer(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** The answer grew beyond what is sent. */
  public static final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private TooLargeException(long limitBytes) {
      super("the answer is larger than " + limitBytes + " bytes: ask for less");
    }

    public ProblemException problem() {
      return new ProblemException(ErrorCode.INVALID_QUERY, String.valueOf(getMessage()));
    }

    /** The same where it came through code that throws no {@link IOException}; others go on. */
    public static ProblemException problemIn(UncheckedIOException failed) {
      if (failed.getCause() instanceof TooLargeException tooLarge) {
        return tooLarge.problem();
      }
      throw failed;
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    size += length;
    if (size > limitBytes) {
      throw new TooLargeException(limitBytes);
    }
    if (size > MEMORY_BYTES) {
      fileOutput().write(bytes, offset, length);
    } else {
      memory.write(bytes, offset, length);
    }
  }

  /** Sends the whole. */
  public void sendTo(Context context) throws IOException {
    OutputStream output = context.outputStream();
    memory.writeTo(output);
    FileChannel spilled = file;
    if (spilled != null) {
      spilled.position(0);
      InputStream input = Channels.newInputStream(spilled);
      input.transferTo(output);
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel spilled = file;
    if (spilled != null) {
      spilled.close();
    }
  }

  private OutputStream fileOutput() throws IOException {
    OutputStream output = fileOutput;
    if (output == null) {
      Path path = Files.createTempFile("cnnprov-answer-", ".tmp");
      FileChannel opened =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      file = opened;
      output = Channels.newOutputStream(opened);
      fileOutput = output;
    }
    return output;
  }
}
