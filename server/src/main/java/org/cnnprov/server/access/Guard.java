package org.cnnprov.server.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.http.TokenPrefix;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a token before each route that was found, and compares its role with the one that the
 * route names. A route that names none is for admins.
 */
public final class Guard implements Routes {

  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final String ROLE = "cnnprov.role";
  private static final String NAME = "cnnprov.name";
  private static final String SCHEME = "Bearer ";
  private static final String CHALLENGE = "Bearer realm=\"cnnprov\"";

  private final boolean loginNeeded;
  private final Tokens tokens;
  private final FailedTries failedTries;

  /**
   * Guards the routes.
   *
   * @param loginNeeded false where everybody who reaches the server is an admin
   * @param failedTries unknown tokens of an address within a minute
   */
  public Guard(boolean loginNeeded, Tokens tokens, int failedTries, Clock clock) {
    this.loginNeeded = loginNeeded;
    this.tokens = tokens;
    this.failedTries = new FailedTries(failedTries, clock);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.beforeMatched(this::check);
  }

  public boolean loginNeeded() {
    return loginNeeded;
  }

  /** The role in which this request came past the guard. */
  public static Role roleOf(Context context) {
    Role role = context.attribute(ROLE);
    return role == null ? Role.ANYBODY : role;
  }

  /** What the token of this request is called; empty without one, or one without a name. */
  public static Optional<String> nameOf(Context context) {
    return Optional.ofNullable(context.attribute(NAME));
  }

  private void check(Context context) throws ProblemException {
    Role needed = needed(context);
    Role role = needed == Role.ANYBODY ? Role.ANYBODY : role(context);
    if (!role.includes(needed)) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN,
          "expected a token with the role %s, came one with the role %s"
              .formatted(needed.text(), role.text()));
    }
    context.attribute(ROLE, role);
  }

  private static Role needed(Context context) {
    for (RouteRole role : context.routeRoles()) {
      return (Role) role;
    }
    return Role.ADMIN;
  }

  private Role role(Context context) throws ProblemException {
    if (!loginNeeded) {
      return Role.ADMIN;
    }
    String secret = secret(context);
    if (secret == null) {
      context.header("WWW-Authenticate", CHALLENGE);
      throw new ProblemException(
          ErrorCode.UNAUTHORIZED,
          "expected a token (Authorization: Bearer …, or the path prefix /t/…/), came none");
    }
    Optional<Token> token = find(secret);
    if (token.isEmpty()) {
      throw unknown(context);
    }
    if (!token.get().name().isEmpty()) {
      context.attribute(NAME, token.get().name());
    }
    return token.get().role();
  }

  private static @Nullable String secret(Context context) {
    String header = context.header("Authorization");
    if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return header.substring(SCHEME.length()).trim();
    }
    return context.attribute(TokenPrefix.ATTRIBUTE);
  }

  private Optional<Token> find(String secret) throws ProblemException {
    try {
      return tokens.find(secret);
    } catch (IOException broken) {
      LOG.error("the tokens cannot be read, so nobody is let in: {}", broken.getMessage());
      throw new ProblemException(ErrorCode.UNAVAILABLE, "the tokens cannot be read");
    }
  }

  private ProblemException unknown(Context context) {
    Optional<Duration> wait = failedTries.count(context.ip());
    if (wait.isPresent()) {
      context.header("Retry-After", Long.toString(wait.get().toSeconds() + 1));
      return new ProblemException(
          ErrorCode.TOO_MANY_TRIES, "too many unknown tokens came from this address");
    }
    context.header("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\"");
    return new ProblemException(
        ErrorCode.UNAUTHORIZED, "expected a token that is known, came another or a revoked one");
  }
}
