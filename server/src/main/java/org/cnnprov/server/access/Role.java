package org.cnnprov.server.access;

import io.javalin.security.RouteRole;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do, each role with all that the ones before it may. */
public enum Role implements RouteRole {
  /** Somebody without a token, who may ask whether the server is up. */
  ANYBODY,
  READ,
  WRITE,
  ADMIN;

  /** Whether who has this role may do what {@code needed} may. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The form that people and files see, for example {@code read}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The roles that a token may have, as texts. */
  public static List<String> ofTokens() {
    return Arrays.stream(values()).filter(role -> role != ANYBODY).map(Role::text).toList();
  }

  /** The role of a token that is written so. */
  public static Optional<Role> ofToken(String text) {
    return ofTokens().contains(text)
        ? Optional.of(valueOf(text.toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }
}
