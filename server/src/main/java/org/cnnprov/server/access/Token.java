package org.cnnprov.server.access;

import java.time.Instant;
import java.util.List;

/**
 * A token as it is kept: of its secret only the hash.
 *
 * @param id names it in lists, and says nothing of the secret
 * @param name what it is for; one line, perhaps empty
 */
public record Token(String id, Role role, Instant createdAt, SecretHash hash, String name) {

  private static final int FIELDS = 5;

  /** In UTF-16 units. */
  private static final int NAME_LENGTH = 200;

  /** What a name is, for messages. */
  public static final String NAME_FORM = "one line of at most " + NAME_LENGTH + " characters";

  public Token {
    if (role == Role.ANYBODY) {
      throw new IllegalArgumentException("expected the role of a token, came " + role);
    }
    if (!isName(name)) {
      throw new IllegalArgumentException("expected as a name " + NAME_FORM);
    }
  }

  /** Whether a token may be called so. */
  public static boolean isName(String text) {
    return text.length() <= NAME_LENGTH && text.chars().noneMatch(Character::isISOControl);
  }

  /** Its line in the file; fields are separated by tabs. */
  String line() {
    return String.join("\t", List.of(id, role.text(), createdAt.toString(), hash.hex(), name));
  }

  /**
   * The token that a line holds.
   *
   * @throws RuntimeException where it holds none
   */
  static Token parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(
          "expected %d fields, came %d".formatted(FIELDS, fields.length));
    }
    return new Token(
        fields[0],
        Role.ofToken(fields[1]).orElseThrow(),
        Instant.parse(fields[2]),
        SecretHash.ofHex(fields[3]),
        fields[4]);
  }
}
