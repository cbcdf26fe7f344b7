package org.cnnprov.server.migration.dfanalyzer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import org.cnnprov.server.migration.monetdb.Dump;
import org.cnnprov.server.migration.monetdb.DumpException;
import org.cnnprov.server.migration.monetdb.DumpListener;

/** The file, which is read twice and must stay what it was. */
record DumpFile(Path path, long size, FileTime changed, String sha256) {

  /** Reads all of it to a listener, and takes its hash on the way. */
  static DumpFile read(Path path, DumpListener listener, LongConsumer progress)
      throws IOException, DumpException {
    long size = Files.size(path);
    FileTime changed = Files.getLastModifiedTime(path);
    MessageDigest digest = newDigest();
    try (InputStream input =
        new DigestInputStream(new Counting(Files.newInputStream(path), progress), digest)) {
      Dump.read(input, listener);
    }
    return new DumpFile(path, size, changed, HexFormat.of().formatHex(digest.digest()));
  }

  /** Reads it again. */
  void readAgain(DumpListener listener, LongConsumer progress)
      throws IOException, DumpException, ImportException {
    if (Files.size(path) != size || !Files.getLastModifiedTime(path).equals(changed)) {
      throw new ImportException("the file %s changed while it was read".formatted(path));
    }
    try (InputStream input = new Counting(Files.newInputStream(path), progress)) {
      Dump.read(input, listener);
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Tells how many bytes were read. */
  private static final class Counting extends FilterInputStream {

    private final LongConsumer progress;
    private long read;

    Counting(InputStream input, LongConsumer progress) {
      super(input);
      this.progress = progress;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      read += Math.max(0, count);
      progress.accept(read);
      return count;
    }
  }
}
