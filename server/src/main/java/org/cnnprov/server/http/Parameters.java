package org.cnnprov.server.http;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cnnprov.model.ErrorCode;

/** The parameters of a request, checked. */
public final class Parameters {

  private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,18}(,[0-9]{1,18})*");
  private static final int DEFAULT_PAGE = 100;
  private static final int LARGEST_PAGE = 10_000;

  private final Context context;

  public Parameters(Context context) {
    this.context = context;
  }

  /** The number in the path. What is not a number is not found. */
  public long id() throws ProblemException {
    String text = context.pathParam("id");
    if (!text.matches("[0-9]{1,18}")) {
      throw notFound();
    }
    return Long.parseLong(text);
  }

  public ProblemException notFound() {
    return new ProblemException(ErrorCode.NOT_FOUND, "there is nothing at " + context.path());
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(context.queryParam(name));
  }

  public String required(String name) throws ProblemException {
    String value = context.queryParam(name);
    if (value == null || value.isEmpty()) {
      throw invalid(name, "expected a value, came none");
    }
    return value;
  }

  /** One of {@code allowed}, of which the first is the default. */
  public String choice(String name, List<String> allowed) throws ProblemException {
    String value = text(name).orElse(allowed.get(0));
    if (!allowed.contains(value)) {
      throw invalid(name, "expected one of %s, came '%s'".formatted(allowed, value));
    }
    return value;
  }

  /** Ids joined by commas, each once; empty where the parameter is absent. */
  public List<Long> ids(String name) throws ProblemException {
    String value = context.queryParam(name);
    if (value == null) {
      return List.of();
    }
    if (!NUMBERS.matcher(value).matches()) {
      throw invalid(name, "expected numbers joined by commas, came '%s'".formatted(value));
    }
    return Arrays.stream(value.split(",")).map(Long::valueOf).distinct().toList();
  }

  /** One id; empty where the parameter is absent. */
  public Optional<Long> id(String name) throws ProblemException {
    List<Long> ids = ids(name);
    if (ids.size() > 1) {
      throw invalid(name, "expected one number, came %d".formatted(ids.size()));
    }
    return ids.stream().findFirst();
  }

  /** Names joined by commas, each once. A comma within a name is written twice. */
  public List<String> names(String name) throws ProblemException {
    String joined = required(name).replace(",,", "\0");
    List<String> names =
        Arrays.stream(joined.split(",", -1))
            .map(each -> each.replace('\0', ','))
            .distinct()
            .toList();
    if (names.stream().anyMatch(String::isBlank)) {
      throw invalid(name, "expected names joined by commas, came an empty one");
    }
    return names;
  }

  public int number(String name, int least, int most, int otherwise) throws ProblemException {
    String value = context.queryParam(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[0-9]{1,9}")
        || Integer.parseInt(value) < least
        || Integer.parseInt(value) > most) {
      throw invalid(
          name, "expected a number from %d to %d, came '%s'".formatted(least, most, value));
    }
    return Integer.parseInt(value);
  }

  /** Items of a page. */
  public int limit() throws ProblemException {
    return number("limit", 1, LARGEST_PAGE, DEFAULT_PAGE);
  }

  /** Where the page begins, if it is not the first. */
  public Optional<Cursor> cursor(String purpose) throws ProblemException {
    String value = context.queryParam("cursor");
    return value == null ? Optional.empty() : Optional.of(Cursor.parse(purpose, value));
  }

  public static ProblemException invalid(String name, String detail) {
    return new ProblemException(ErrorCode.INVALID_PARAMETER, name + ": " + detail);
  }
}
