package org.cnnprov.server.access;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens as the running server knows them: read again whenever their file was replaced. */
public final class Tokens {

  private final TokenFile file;

  /** Both change together, under this object's monitor. */
  private TokenFile.@Nullable Edition edition;

  private List<Token> tokens = List.of();

  public Tokens(TokenFile file) {
    this.file = file;
  }

  /**
   * The token whose secret this is. Looks at every token, however early one matches.
   *
   * @throws IOException where the file cannot be read: then nobody is let in, since a token may
   *     have been revoked
   */
  Optional<Token> find(String secret) throws IOException {
    SecretHash hash = SecretHash.of(secret);
    Token found = null;
    for (Token token : current()) {
      if (token.hash().matches(hash)) {
        found = token;
      }
    }
    return Optional.ofNullable(found);
  }

  private synchronized List<Token> current() throws IOException {
    TokenFile.Edition now = file.edition();
    if (!Objects.equals(now, edition)) {
      tokens = List.copyOf(file.read());
      edition = now;
    }
    return tokens;
  }
}
