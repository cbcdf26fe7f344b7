package org.cnnprov.server.crash;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much JSON as the clients of these tests need. */
final class Json {

  private Json() {}

  static String text(String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + escaped + '"';
  }

  /** The first member of that name, which has a whole number. */
  static long number(String json, String member) {
    Matcher matcher = Pattern.compile('"' + member + "\":(-?\\d+)").matcher(json);
    if (!matcher.find()) {
      throw new AssertionError("expected a number in '%s', came %s".formatted(member, json));
    }
    return Long.parseLong(matcher.group(1));
  }
}
