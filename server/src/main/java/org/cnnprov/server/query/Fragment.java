package org.cnnprov.server.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL, or a whole statement, and the values of its question marks. What a client sent is
 * always a value, never part of the text.
 */
public record Fragment(String sql, List<@Nullable Object> parameters) {

  public static final Fragment NOTHING = of("");

  public static Fragment of(String sql, @Nullable Object... parameters) {
    return new Fragment(sql, Arrays.asList(parameters));
  }

  /** Both, one behind the other. */
  public Fragment then(Fragment following) {
    List<@Nullable Object> all = new ArrayList<>(parameters);
    all.addAll(following.parameters);
    return new Fragment(sql + following.sql, all);
  }

  public Fragment then(String sql, @Nullable Object... parameters) {
    return then(of(sql, parameters));
  }

  /** All of them with a text between each two. */
  public static Fragment joined(String separator, List<Fragment> parts) {
    Fragment all = NOTHING;
    for (Fragment part : parts) {
      all = all.sql.isEmpty() ? part : all.then(separator).then(part);
    }
    return all;
  }

  /** An identifier as SQL writes it. */
  public static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
