import {
  type AttributeName,
  type BuiltQuery,
  COMPARISONS,
  type Column,
  type Comparison,
  type Condition,
  EMPTY,
  type Literal,
  MAPPINGS,
  ROLES,
  type SetRole,
} from "./query";
import { TextProblem, type Token, tokensOf } from "./tokens";

const CALLS = "mapping, source, target, include, exclude, projection or selection";
const DEEPEST = 60;

/**
 * Reads the text of the query interface (docs/reference/dfanalyzer.md) as the server does; the goldens of `spec` are read by the tests
 * of both. An empty text is an empty query. What is wrong is thrown as {@link TextProblem}.
 */
export function parseQuery(text: string): BuiltQuery {
  return new QueryParser(tokensOf(text)).query();
}

class QueryParser {
  private readonly tokens: readonly Token[];
  private next = 0;
  private depth = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  query(): BuiltQuery {
    let query = EMPTY;
    let mapped = false;
    while (this.peek().kind !== "end") {
      if (this.takes(";")) continue;
      const call = this.call();
      if (call.text === "mapping" && mapped)
        throw new TextProblem("expected one call mapping, came two", call);
      mapped ||= call.text === "mapping";
      query = this.arguments(call, query);
    }
    return query;
  }

  private call(): Token {
    const token = this.take();
    const text = token.text.toLowerCase();
    const known = ["mapping", "projection", "selection", ...ROLES].includes(text);
    if (token.kind !== "word" || !known) throw unexpected(`one of the calls ${CALLS}`, token);
    this.expect("(");
    return { ...token, text };
  }

  private arguments({ text: call }: Token, query: BuiltQuery): BuiltQuery {
    const braces = this.takes("{");
    const next = this.read(call, query);
    if (braces) this.expect("}");
    if (!this.takes(")")) throw unexpected("';' or ')'", this.peek());
    return next;
  }

  private read(call: string, query: BuiltQuery): BuiltQuery {
    if (call === "mapping") return { ...query, mapping: this.mapping() };
    if (call === "projection") {
      return { ...query, projection: [...query.projection, ...this.several(() => this.column())] };
    }
    if (call === "selection") {
      return {
        ...query,
        selection: [...query.selection, ...this.several(() => this.condition()).flatMap(conjunctsOf)],
      };
    }
    const role = call as SetRole;
    return { ...query, [role]: [...query[role], ...this.several(() => this.name("a data set"))] };
  }

  private several<T>(read: () => T): T[] {
    if ([")", "}"].some((symbol) => this.is(symbol))) return [];
    const all = [read()];
    while (this.takes(";") || this.takes(",")) all.push(read());
    return all;
  }

  private mapping(): BuiltQuery["mapping"] {
    const token = this.take();
    const found = MAPPINGS.find((each) => token.kind === "word" && each === token.text.toLowerCase());
    if (found === undefined) throw unexpected("physical, logical, hybrid or execution", token);
    return found;
  }

  private column(): Column {
    const attribute = this.attribute();
    const named = this.takesWord("as") || ["word", "name"].includes(this.peek().kind);
    return named ? { ...attribute, as: this.name("an alias") } : attribute;
  }

  private attribute(): AttributeName {
    const first = this.name("an attribute");
    return this.takes(".")
      ? { set: first, attribute: this.name(`the attribute behind '${first}.'`) }
      : { attribute: first };
  }

  private condition(): Condition {
    const parts = [this.conjunction()];
    while (this.takesWord("or")) parts.push(this.conjunction());
    return parts.length === 1 ? (parts[0] as Condition) : { or: parts };
  }

  private conjunction(): Condition {
    const parts = [this.part()];
    while (this.takesWord("and")) parts.push(this.part());
    return parts.length === 1 ? (parts[0] as Condition) : { and: parts };
  }

  private part(): Condition {
    this.depth += 1;
    if (this.depth > DEEPEST)
      throw unexpected(`at most ${DEEPEST} conditions within one another`, this.peek());
    const condition = this.takesWord("not")
      ? { not: this.part() }
      : this.takes("(")
        ? this.inParentheses()
        : this.comparison();
    this.depth -= 1;
    return condition;
  }

  private inParentheses(): Condition {
    const condition = this.condition();
    this.expect(")");
    return condition;
  }

  private comparison(): Condition {
    if (!["word", "name"].includes(this.peek().kind)) return this.turned();
    const value = this.attribute();
    if (this.takesWord("is")) {
      const not = this.takesWord("not");
      this.expectWord("null");
      return negated(not, { ...value, operator: "is null" });
    }
    const not = this.takesWord("not");
    if (this.takesWord("like")) return negated(not, { ...value, operator: "like", value: this.pattern() });
    if (this.takesWord("in")) return negated(not, { ...value, operator: "in", value: this.list() });
    if (this.takesWord("between")) {
      const low = this.literal();
      this.expectWord("and");
      return negated(not, { ...value, operator: "between", value: [low, this.literal()] });
    }
    if (not) throw unexpected("LIKE, IN or BETWEEN behind NOT", this.peek());
    return { ...value, operator: this.operator(), value: this.operand() };
  }

  /** `0.01 < u` says what `u > 0.01` says. */
  private turned(): Condition {
    const value = this.literal();
    const operator = TURNED[this.operator()];
    return { ...this.attribute(), operator, value };
  }

  private operator(): Comparison {
    const token = this.peek();
    const text = token.text === "!=" ? "<>" : token.text;
    const found = COMPARISONS.find((each) => token.kind === "symbol" && each === text);
    if (found === undefined) throw unexpected("=, <>, <, <=, >, >=, LIKE, IN, BETWEEN or IS", token);
    this.take();
    return found;
  }

  private operand(): Literal | AttributeName {
    return ["word", "name"].includes(this.peek().kind) ? this.attribute() : this.literal();
  }

  private pattern(): string {
    if (this.peek().kind !== "text") throw unexpected("a pattern in single quotes", this.peek());
    return this.take().text;
  }

  private list(): Literal[] {
    this.expect("(");
    const all = [this.literal()];
    while (this.takes(",")) all.push(this.literal());
    this.expect(")");
    return all;
  }

  private literal(): Literal {
    const token = this.peek();
    if (token.kind !== "text" && token.kind !== "number") {
      throw unexpected("an attribute, a number or a text in single quotes", token);
    }
    this.take();
    return token.kind === "text" ? token.text : Number(token.text);
  }

  private name(what: string): string {
    const token = this.peek();
    if (token.kind !== "word" && token.kind !== "name") throw unexpected(what, token);
    return this.take().text;
  }

  private peek(): Token {
    return this.tokens[this.next] as Token;
  }

  private take(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.next += 1;
    return token;
  }

  private is(symbol: string): boolean {
    return this.peek().kind === "symbol" && this.peek().text === symbol;
  }

  private takes(symbol: string): boolean {
    const there = this.is(symbol);
    if (there) this.take();
    return there;
  }

  private takesWord(word: string): boolean {
    const there = this.peek().kind === "word" && this.peek().text.toLowerCase() === word;
    if (there) this.take();
    return there;
  }

  private expect(symbol: string): void {
    if (!this.takes(symbol)) throw unexpected(`'${symbol}'`, this.peek());
  }

  private expectWord(word: string): void {
    if (!this.takesWord(word)) throw unexpected(word.toUpperCase(), this.peek());
  }
}

const TURNED: Record<Comparison, Comparison> = {
  "=": "=",
  "<>": "<>",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

/** All conditions of a selection must hold, so AND at the top is the same as several. */
export function conjunctsOf(condition: Condition): Condition[] {
  return "and" in condition ? condition.and : [condition];
}

function negated(not: boolean, condition: Condition): Condition {
  return not ? { not: condition } : condition;
}

function unexpected(expected: string, token: Token): TextProblem {
  const came = token.kind === "end" ? "the end" : `'${token.text}'`;
  return new TextProblem(`expected ${expected}, came ${came}`, token);
}
