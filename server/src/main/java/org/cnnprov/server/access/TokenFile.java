package org.cnnprov.server.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a store, in a file beside it: not in the store, where SQL could find them. One line
 * a token, readable by its owner alone. It is replaced as a whole, so a server that looks at it
 * while a command changes it sees the old or the new, and learns of a change without being told.
 */
public final class TokenFile {

  private static final String FILE = "tokens";
  private static final String LOCK = "tokens.lock";

  private final Path file;
  private final Path lock;

  /** The file in the directory of a store, which need not exist yet. */
  public TokenFile(Path directory) {
    file = in(directory);
    lock = directory.resolve(LOCK);
  }

  /** A token and its secret, which is told this once. */
  public record Created(Token token, String secret) {}

  /** Which content the file has, to see that it changed. */
  record Edition(FileTime modified, long bytes, @Nullable Object key) {}

  /**
   * All tokens, the oldest first.
   *
   * @throws IOException where they cannot be read, or a line is none
   */
  public List<Token> read() throws IOException {
    List<Token> tokens = new ArrayList<>();
    for (String line : lines()) {
      try {
        tokens.add(Token.parse(line));
      } catch (RuntimeException broken) {
        throw new IOException(
            "line %d of %s is no token".formatted(tokens.size() + 1, file), broken);
      }
    }
    return tokens;
  }

  /** Where the tokens of a store lie. */
  public static Path in(Path directory) {
    return directory.resolve(FILE);
  }

  /** Makes a token and keeps its hash. */
  public Created create(Role role, String name, Clock clock) throws IOException {
    String secret = SecretHash.newSecret();
    Token token =
        new Token(
            UUID.randomUUID().toString().substring(0, 8),
            role,
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            SecretHash.of(secret),
            name);
    Files.createDirectories(file.toAbsolutePath().getParent());
    changeAlone(tokens -> tokens.add(token));
    return new Created(token, secret);
  }

  /** Removes a token; false where there is none with this id. */
  public boolean revoke(String id) throws IOException {
    if (Files.notExists(file)) {
      return false;
    }
    return changeAlone(tokens -> tokens.removeIf(token -> token.id().equals(id)));
  }

  /** What the file holds now; null where there is none. */
  @Nullable Edition edition() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Edition(now.lastModifiedTime(), now.size(), now.fileKey());
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private List<String> lines() throws IOException {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  private interface Change {
    /** Changes the list; false where there was nothing to change. */
    boolean apply(List<Token> tokens);
  }

  /** Two commands at once must not lose what one of them wrote. The lock ends with its channel. */
  private boolean changeAlone(Change change) throws IOException {
    FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      Objects.requireNonNull(channel.lock());
      List<Token> tokens = new ArrayList<>(read());
      boolean changed = change.apply(tokens);
      if (changed) {
        write(tokens);
      }
      return changed;
    } finally {
      channel.close();
    }
  }

  private void write(List<Token> tokens) throws IOException {
    // A temporary file belongs to its owner alone (0600) from its first moment.
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".tmp");
    try {
      Files.write(fresh, tokens.stream().map(Token::line).toList(), StandardCharsets.UTF_8);
      try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
