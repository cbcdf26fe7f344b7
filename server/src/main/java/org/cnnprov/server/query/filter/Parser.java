package org.cnnprov.server.query.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.query.filter.Condition.Operator;

/**
 * Reads a condition, by recursive descent: {@code or} binds weaker than {@code and}, which binds
 * weaker than {@code not}.
 */
public final class Parser {

  /** Parentheses and {@code not}s within one another; beyond, the stack would be at risk. */
  private static final int DEEPEST = 100;

  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "=", Operator.EQUAL,
          "!=", Operator.NOT_EQUAL,
          "<>", Operator.NOT_EQUAL,
          "<", Operator.LESS,
          "<=", Operator.LESS_OR_EQUAL,
          ">", Operator.GREATER,
          ">=", Operator.GREATER_OR_EQUAL);

  private final Tokens tokens;
  private int depth;

  private Parser(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The condition that the text states.
   *
   * @throws FilterException where it is not in the language
   */
  public static Condition parse(String text) throws FilterException {
    Parser parser = new Parser(new Tokens(Lexer.tokens(text)));
    Condition condition = parser.any();
    parser.tokens.expectEnd();
    return condition;
  }

  private Condition any() throws FilterException {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(all());
    } while (tokens.takeKeyword("or"));
    return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
  }

  private Condition all() throws FilterException {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(part());
    } while (tokens.takeKeyword("and"));
    return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
  }

  private Condition part() throws FilterException {
    if (++depth > DEEPEST) {
      throw tokens.unexpected("at most %d parts within one another".formatted(DEEPEST));
    }
    Condition condition;
    if (tokens.takeKeyword("not")) {
      condition = new Condition.Not(part());
    } else if (tokens.takeSymbol("(")) {
      condition = any();
      tokens.expectSymbol(")");
    } else {
      condition = comparison(Fields.read(tokens));
    }
    depth--;
    return condition;
  }

  private Condition comparison(Field field) throws FilterException {
    if (tokens.takeKeyword("is")) {
      boolean not = tokens.takeKeyword("not");
      tokens.expectKeyword("null");
      return negated(not, new Condition.IsNull(field));
    }
    boolean not = tokens.takeKeyword("not");
    if (tokens.takeKeyword("in")) {
      return negated(not, new Condition.In(field, list(field)));
    }
    if (tokens.takeKeyword("like")) {
      return negated(not, new Condition.Like(field, pattern(field)));
    }
    Operator operator = not ? null : OPERATORS.get(tokens.peek().text());
    if (operator == null || tokens.peek().kind() != Token.Kind.SYMBOL) {
      throw tokens.unexpected(not ? "'in' or 'like'" : "=, !=, <, <=, >, >=, in, like or is null");
    }
    tokens.take();
    return compare(field, operator);
  }

  private Condition compare(Field field, Operator operator) throws FilterException {
    Token token = tokens.peek();
    Literal literal = Literals.read(tokens, field);
    boolean nan = literal instanceof Literal.Numeric number && Double.isNaN(number.value());
    if (nan && operator.isOrdering()) {
      throw new FilterException(token.position(), "NaN can only be compared with = and !=");
    }
    return new Condition.Compare(field, operator, literal);
  }

  private List<Literal> list(Field field) throws FilterException {
    tokens.expectSymbol("(");
    List<Literal> literals = new ArrayList<>();
    do {
      literals.add(Literals.read(tokens, field));
    } while (tokens.takeSymbol(","));
    tokens.expectSymbol(")");
    return literals;
  }

  private String pattern(Field field) throws FilterException {
    boolean textual = field.kind() == Field.Kind.TEXT || field.kind() == Field.Kind.EITHER;
    if (!textual || tokens.peek().kind() != Token.Kind.STRING) {
      throw tokens.unexpected(textual ? "a pattern in single quotes" : "no 'like' with this field");
    }
    return tokens.take().text();
  }

  private static Condition negated(boolean not, Condition condition) {
    return not ? new Condition.Not(condition) : condition;
  }
}
