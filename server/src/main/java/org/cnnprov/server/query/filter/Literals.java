package org.cnnprov.server.query.filter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cnnprov.model.ExecutionStatus;
import org.cnnprov.server.query.filter.Token.Kind;

/** Reads the value that a field is compared with, and holds it to the kind of the field. */
final class Literals {

  private static final List<String> SPECIAL_NUMBERS = List.of("NaN", "Infinity", "-Infinity");

  private Literals() {}

  static Literal read(Tokens tokens, Field field) throws FilterException {
    Token token = tokens.peek();
    Literal literal =
        switch (field.kind()) {
          case NUMBER -> number(tokens, token);
          case TEXT -> text(tokens, token, field);
          case TIME -> time(tokens, token);
          case EITHER -> token.kind() == Kind.STRING ? string(token) : number(tokens, token);
        };
    tokens.take();
    return literal;
  }

  private static Literal number(Tokens tokens, Token token) throws FilterException {
    boolean special = token.kind() == Kind.STRING && SPECIAL_NUMBERS.contains(token.text());
    if (token.kind() != Kind.NUMBER && !special) {
      throw tokens.unexpected("a number");
    }
    return new Literal.Numeric(Double.parseDouble(token.text()));
  }

  private static Literal text(Tokens tokens, Token token, Field field) throws FilterException {
    if (token.kind() != Kind.STRING) {
      throw tokens.unexpected("a text in single quotes");
    }
    if (field == Field.Own.STATUS && !isStatus(token.text())) {
      throw tokens.unexpected("one of " + Arrays.toString(ExecutionStatus.values()));
    }
    // Tags of dataflows are compared in lower case.
    return field == Field.Own.DATAFLOW
        ? new Literal.Textual(token.text().toLowerCase(Locale.ROOT))
        : string(token);
  }

  private static boolean isStatus(String text) {
    return Arrays.stream(ExecutionStatus.values()).anyMatch(status -> status.name().equals(text));
  }

  private static Literal string(Token token) {
    return new Literal.Textual(token.text());
  }

  private static Literal time(Tokens tokens, Token token) throws FilterException {
    if (token.kind() == Kind.STRING) {
      try {
        return new Literal.Time(utc(token.text()));
      } catch (DateTimeParseException notATime) {
        throw tokens.unexpected("a time such as '2026-11-23T12:00:00Z' or '2026-11-23'");
      }
    }
    throw tokens.unexpected("a time in single quotes");
  }

  private static LocalDateTime utc(String text) {
    if (text.length() == "2026-11-23".length()) {
      return LocalDate.parse(text).atStartOfDay();
    }
    Instant instant = OffsetDateTime.parse(text).toInstant();
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
