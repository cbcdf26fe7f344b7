package org.cnnprov.server.query.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads names of fields. */
public final class Fields {

  private static final String EXPECTED =
      "expected a field: param.<name>, metric.<name>.last, .min or .max, or one of %s"
          .formatted(Arrays.stream(Field.Own.values()).map(Fields::lowerCase).toList());

  private Fields() {}

  /**
   * The field that a text names, the whole text.
   *
   * @throws FilterException where it names none
   */
  public static Field parse(String text) throws FilterException {
    Tokens tokens = new Tokens(Lexer.tokens(text));
    Field field = read(tokens);
    if (tokens.peek().kind() != Token.Kind.END) {
      throw tokens.unexpected("the end of the field");
    }
    return field;
  }

  /**
   * The fields that a text names, separated by commas, each with the text that named it.
   *
   * @throws FilterException where one names none
   */
  public static List<Named> parseAll(String text) throws FilterException {
    Tokens tokens = new Tokens(Lexer.tokens(text));
    List<Named> fields = new ArrayList<>();
    do {
      int from = tokens.peek().position();
      Field field = read(tokens);
      int to = tokens.peek().position();
      fields.add(new Named(text.substring(from, to).trim(), field));
    } while (tokens.takeSymbol(","));
    if (tokens.peek().kind() != Token.Kind.END) {
      throw tokens.unexpected("',' or the end");
    }
    return fields;
  }

  /** A field as a client wrote it. */
  public record Named(String text, Field field) {}

  static Field read(Tokens tokens) throws FilterException {
    int position = tokens.peek().position();
    List<String> parts = new ArrayList<>();
    do {
      parts.add(part(tokens));
    } while (tokens.takeSymbol("."));
    return of(parts)
        .orElseThrow(
            () -> new FilterException(position, EXPECTED + ", came " + String.join(".", parts)));
  }

  private static String part(Tokens tokens) throws FilterException {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.QUOTED_NAME) {
      throw new FilterException(token.position(), EXPECTED + ", came " + token.shown());
    }
    return tokens.take().text();
  }

  private static Optional<Field> of(List<String> parts) {
    String prefix = parts.get(0).toLowerCase(Locale.ROOT);
    if (parts.size() == 1) {
      return Arrays.<Field.Own>stream(Field.Own.values())
          .filter(own -> lowerCase(own).equals(prefix))
          .map(Field.class::cast)
          .findFirst();
    }
    if (prefix.equals("param") && parts.size() == 2) {
      return Optional.of(new Field.Parameter(parts.get(1)));
    }
    if (prefix.equals("metric") && parts.size() == 3) {
      return Arrays.stream(Field.Summary.values())
          .filter(summary -> lowerCase(summary).equals(parts.get(2).toLowerCase(Locale.ROOT)))
          .<Field>map(summary -> new Field.Metric(parts.get(1), summary))
          .findFirst();
    }
    return Optional.empty();
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
