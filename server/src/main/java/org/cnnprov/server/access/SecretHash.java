package org.cnnprov.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.cnnprov.server.log.Secrets;

/**
 * The SHA-256 of a secret. A secret is 256 random bits, which nobody can try out, so a slow hash
 * would protect nothing and cost each request its time.
 */
final class SecretHash {

  private static final int SECRET_BYTES = 32;
  private static final int HASH_BYTES = 32;

  private final byte[] bytes;

  private SecretHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new secret, of characters that need no escape in an address. */
  static String newSecret() {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    return Secrets.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  static SecretHash of(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return new SecretHash(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  static SecretHash ofHex(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != HASH_BYTES) {
      throw new IllegalArgumentException("expected 32 bytes, came " + bytes.length);
    }
    return new SecretHash(bytes);
  }

  String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Whether they are the same, in a time that does not tell how much of them is. */
  boolean matches(SecretHash other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }
}
