package org.cnnprov.server.compat.dfanalyzer.query;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.cnnprov.model.Name;
import org.cnnprov.server.query.structured.Condition;
import org.cnnprov.server.query.structured.Condition.Operator;
import org.cnnprov.server.query.structured.Field;
import org.cnnprov.server.query.structured.Literal;
import org.cnnprov.server.query.structured.Operand;
import org.cnnprov.server.query.structured.Value;
import org.cnnprov.server.text.TextException;

/**
 * Reads a condition, by recursive descent: {@code OR} binds weaker than {@code AND}, which binds
 * weaker than {@code NOT}.
 */
final class SelectionParser {

  /** One level here is up to three in the model: a disjunction of conjunctions of negations. */
  private static final int DEEPEST = Condition.DEEPEST / 3;

  private static final String VALUE = "an attribute, a number or a text in single quotes";

  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "=", Operator.EQUAL,
          "!=", Operator.NOT_EQUAL,
          "<>", Operator.NOT_EQUAL,
          "<", Operator.LESS,
          "<=", Operator.LESS_OR_EQUAL,
          ">", Operator.GREATER,
          ">=", Operator.GREATER_OR_EQUAL);

  private final QueryTokens tokens;

  /** Where in the text each condition begins. Two that are equal stand at different places. */
  private final IdentityHashMap<Condition, Integer> offsets;

  private int depth;

  /** Adds each condition that it reads to {@code offsets}. */
  SelectionParser(QueryTokens tokens, IdentityHashMap<Condition, Integer> offsets) {
    this.tokens = tokens;
    this.offsets = offsets;
  }

  /** An attribute, with its data set before it or without. */
  static Field attribute(QueryTokens tokens) throws TextException {
    Name first = tokens.name("an attribute");
    if (!tokens.takesSymbol(".")) {
      return new Field.Attribute(null, first);
    }
    return new Field.Attribute(first, tokens.name("the attribute behind '%s.'".formatted(first)));
  }

  Condition condition() throws TextException {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(conjunction());
    } while (tokens.takesKeyword("or"));
    return parts.size() == 1 ? parts.get(0) : new Condition.Or(parts);
  }

  private Condition conjunction() throws TextException {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(part());
    } while (tokens.takesKeyword("and"));
    return parts.size() == 1 ? parts.get(0) : new Condition.And(parts);
  }

  private Condition part() throws TextException {
    if (++depth > DEEPEST) {
      throw tokens.unexpected("at most %d conditions within one another".formatted(DEEPEST));
    }
    int offset = tokens.peek().offset();
    Condition condition;
    if (tokens.takesKeyword("not")) {
      condition = new Condition.Not(part());
    } else if (tokens.takesSymbol("(")) {
      condition = condition();
      tokens.expectSymbol(")");
    } else {
      condition = comparison();
    }
    depth--;
    offsets.putIfAbsent(condition, offset);
    return condition;
  }

  private Condition comparison() throws TextException {
    if (!tokens.peek().isName()) {
      return comparisonWithLiteralFirst();
    }
    Value value = attribute(tokens);
    if (tokens.takesKeyword("is")) {
      boolean not = tokens.takesKeyword("not");
      tokens.expectKeyword("null");
      return negated(not, new Condition.IsNull(value));
    }
    boolean not = tokens.takesKeyword("not");
    if (tokens.takesKeyword("like")) {
      return negated(not, new Condition.Like(value, pattern()));
    } else if (tokens.takesKeyword("in")) {
      return negated(not, new Condition.In(value, literals()));
    } else if (tokens.takesKeyword("between")) {
      Literal low = literal();
      tokens.expectKeyword("and");
      return negated(not, new Condition.Between(value, low, literal()));
    } else if (not) {
      throw tokens.unexpected("LIKE, IN or BETWEEN behind NOT");
    }
    return new Condition.Comparison(value, operator(), operand());
  }

  /** The same the other way round: {@code 0.01 < u} says what {@code u > 0.01} says. */
  private Condition comparisonWithLiteralFirst() throws TextException {
    Literal literal = literal();
    Operator operator = operator();
    return new Condition.Comparison(attribute(tokens), turned(operator), literal);
  }

  private Operator operator() throws TextException {
    QueryToken token = tokens.peek();
    Operator operator = token.kind() == QueryToken.Kind.SYMBOL ? OPERATORS.get(token.text()) : null;
    if (operator == null) {
      throw tokens.unexpected("=, <>, <, <=, >, >=, LIKE, IN, BETWEEN or IS");
    }
    tokens.take();
    return operator;
  }

  private Operand operand() throws TextException {
    return tokens.peek().isName() ? attribute(tokens) : literal();
  }

  private String pattern() throws TextException {
    if (tokens.peek().kind() != QueryToken.Kind.STRING) {
      throw tokens.unexpected("a pattern in single quotes");
    }
    return tokens.take().text();
  }

  private List<Literal> literals() throws TextException {
    tokens.expectSymbol("(");
    List<Literal> literals = new ArrayList<>();
    do {
      literals.add(literal());
    } while (tokens.takesSymbol(","));
    tokens.expectSymbol(")");
    return literals;
  }

  private Literal literal() throws TextException {
    QueryToken token = tokens.peek();
    return switch (token.kind()) {
      case STRING -> new Literal.Textual(tokens.take().text());
      case NUMBER -> new Literal.Numeric(Double.parseDouble(tokens.take().text()));
      case WORD, QUOTED_NAME, SYMBOL, END -> throw tokens.unexpected(VALUE);
    };
  }

  private static Condition negated(boolean not, Condition condition) {
    return not ? new Condition.Not(condition) : condition;
  }

  private static Operator turned(Operator operator) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL -> operator;
      case LESS -> Operator.GREATER;
      case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
      case GREATER -> Operator.LESS;
      case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
    };
  }
}
