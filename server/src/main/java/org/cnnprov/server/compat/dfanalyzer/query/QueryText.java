package org.cnnprov.server.compat.dfanalyzer.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;
import org.cnnprov.model.Problem;
import org.cnnprov.server.query.structured.Condition;
import org.cnnprov.server.query.structured.ExecutionFilter;
import org.cnnprov.server.query.structured.Mapping;
import org.cnnprov.server.query.structured.Projection;
import org.cnnprov.server.query.structured.Scope;
import org.cnnprov.server.query.structured.StructuredQuery;
import org.cnnprov.server.text.Source;
import org.cnnprov.server.text.TextException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a query: one call after another, each of which adds to what the same call said
 * before. Arguments are separated by semicolons, or by commas.
 */
final class QueryText {

  private static final String CALLS =
      "mapping, source, target, include, exclude, projection or selection";

  private final Source source;
  private final QueryTokens tokens;
  private final Map<String, List<Name>> sets = new HashMap<>();
  private final List<Projection> projection = new ArrayList<>();
  private final List<Condition> selection = new ArrayList<>();
  private final IdentityHashMap<Condition, Integer> offsets = new IdentityHashMap<>();
  private @Nullable Mapping mapping;
  private @Nullable Condition selected;

  /** Where in the text stands what a pointer into the JSON form of the query leads to. */
  private final Map<String, Integer> places = new HashMap<>();

  private QueryText(Source source) throws TextException {
    this.source = source;
    this.tokens = new QueryTokens(source);
  }

  static QueryText parse(Source source) throws TextException {
    QueryText query = new QueryText(source);
    while (query.tokens.peek().kind() != QueryToken.Kind.END) {
      if (!query.tokens.takesSymbol(";")) {
        query.call();
      }
    }
    if (query.sets("source").isEmpty()) {
      throw new TextException(
          source.problem(
              ErrorCode.MISSING_FIELD, 0, "expected the call source(dataset), came none"));
    }
    query.selected = query.selected();
    query.place(query.selected, "/selection");
    return query;
  }

  StructuredQuery of(String dataflow, ExecutionFilter executions) {
    return new StructuredQuery(
        new Scope.One(dataflow),
        mapping == null ? Mapping.PHYSICAL : mapping,
        sets("source"),
        sets("target"),
        sets("include"),
        sets("exclude"),
        projection,
        selected,
        List.of(),
        null,
        List.of(),
        null,
        executions);
  }

  /** A problem with the query as one with the text, where it is one of the text. */
  Problem placed(Problem problem) {
    String pointer = problem.pointer();
    while (!pointer.isEmpty() && !places.containsKey(pointer)) {
      pointer = pointer.substring(0, pointer.lastIndexOf('/'));
    }
    Integer offset = places.get(pointer);
    return offset == null ? problem : source.problem(problem.code(), offset, problem.detail());
  }

  private List<Name> sets(String call) {
    return sets.getOrDefault(call, List.of());
  }

  private void call() throws TextException {
    QueryToken token = tokens.peek();
    String name = token.text().toLowerCase(Locale.ROOT);
    if (token.kind() != QueryToken.Kind.WORD || !tokens.second().isSymbol("(")) {
      throw tokens.unexpected("one of the calls " + CALLS);
    }
    places.putIfAbsent("/" + name, token.offset());
    tokens.take();
    tokens.take();
    boolean braces = tokens.takesSymbol("{");
    switch (name) {
      case "mapping" -> readMapping(token);
      case "source", "target", "include", "exclude" -> arguments(() -> readSet(name));
      case "projection" -> arguments(this::readProjection);
      case "selection" -> arguments(this::readSelection);
      default ->
          throw tokens.problem(
              ErrorCode.UNKNOWN_VALUE,
              token,
              "expected one of the calls %s, came '%s'".formatted(CALLS, token.text()));
    }
    if (braces) {
      tokens.expectSymbol("}");
    }
    if (!tokens.takesSymbol(")")) {
      throw tokens.unexpected("';' or ')'");
    }
  }

  private interface Argument {
    void read() throws TextException;
  }

  /** None, or several. */
  private void arguments(Argument argument) throws TextException {
    if (tokens.peek().isSymbol(")") || tokens.peek().isSymbol("}")) {
      return;
    }
    do {
      argument.read();
    } while (tokens.takesSymbol(";") || tokens.takesSymbol(","));
  }

  private void readMapping(QueryToken call) throws TextException {
    QueryToken word = tokens.peek();
    for (Mapping each : Mapping.values()) {
      if (word.isKeyword(each.name().toLowerCase(Locale.ROOT))) {
        if (mapping != null) {
          throw tokens.problem(
              ErrorCode.INVALID_QUERY, call, "expected one call mapping, came two");
        }
        mapping = each;
        places.put("/mapping", word.offset());
        tokens.take();
        return;
      }
    }
    throw tokens.problem(
        ErrorCode.UNKNOWN_VALUE,
        word,
        "expected PHYSICAL, LOGICAL, HYBRID or EXECUTION, came " + source.shown(word.offset()));
  }

  private void readSet(String call) throws TextException {
    List<Name> named = sets.computeIfAbsent(call, first -> new ArrayList<>());
    place(call, named.size());
    named.add(tokens.name("a dataset"));
  }

  private void readProjection() throws TextException {
    place("projection", projection.size());
    var value = SelectionParser.attribute(tokens);
    boolean named = tokens.takesKeyword("as") || tokens.peek().isName();
    projection.add(new Projection(value, named ? tokens.name("an alias") : null));
  }

  private void readSelection() throws TextException {
    selection.add(new SelectionParser(tokens, offsets).condition());
  }

  /** All calls of selection must hold. */
  private @Nullable Condition selected() {
    return selection.size() > 1
        ? new Condition.And(selection)
        : selection.stream().findFirst().orElse(null);
  }

  private void place(@Nullable Condition condition, String pointer) {
    if (condition == null) {
      return;
    }
    Integer offset = offsets.get(condition);
    if (offset != null) {
      places.put(pointer, offset);
    }
    condition.inner().forEach((place, inner) -> place(inner, pointer + place));
  }

  private void place(String member, int index) {
    places.put("/" + member + "/" + index, tokens.peek().offset());
  }
}
