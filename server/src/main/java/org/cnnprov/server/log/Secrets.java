package org.cnnprov.server.log;

import java.util.regex.Pattern;

/**
 * What secrets look like, and how they are made unreadable. Tokens are taken out of requests before
 * anything else sees these; this catches those that came in a place where none belongs.
 */
public final class Secrets {

  /** Begins each secret, for people and for programs that look for leaked ones. */
  public static final String PREFIX = "cnnprov_";

  /** 256 bits in base64url behind the prefix; longer text is one, too. */
  private static final Pattern SECRET = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43,}");

  private Secrets() {}

  /** The text without what looks like a secret. */
  public static String masked(String text) {
    return text.contains(PREFIX) ? SECRET.matcher(text).replaceAll(PREFIX + "…") : text;
  }
}
