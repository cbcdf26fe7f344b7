package org.cnnprov.server.query.structured;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.codec.Fields;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;
import org.cnnprov.server.http.Body;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.RowLimit;

/** Reads a query from the body of {@code POST /api/v1/query}. */
final class QueryJson {

  private final Fields body;
  private final RowLimit rowLimit;
  private final Problems problems;

  private QueryJson(Fields body, RowLimit rowLimit, Problems problems) {
    this.body = body;
    this.rowLimit = rowLimit;
    this.problems = problems;
  }

  static StructuredQuery parse(Body body, RowLimit rowLimit) throws ProblemException {
    Problems problems = new Problems();
    StructuredQuery query;
    try {
      Fields fields = Fields.of(body.json(problems), Fields.Texts.AS_WRITTEN, problems);
      query = new QueryJson(fields, rowLimit, problems).query();
    } catch (UndecodableException undecodable) {
      throw new ProblemException(undecodable.problems());
    }
    if (problems.any()) {
      throw new ProblemException(problems.list());
    }
    return query;
  }

  private StructuredQuery query() {
    ValueJson values = new ValueJson(problems);
    List<Projection> projections = values.projections(body.objects("projection"));
    ValueJson named = values.naming(projections);
    Fields selection = body.object("selection");
    Fields having = body.object("having");
    StructuredQuery query =
        new StructuredQuery(
            scope(),
            mapping(),
            names("source"),
            names("target"),
            names("include"),
            names("exclude"),
            projections,
            selection == null ? null : new ConditionJson(values, problems).read(selection),
            values.fields(body.objects("group")),
            having == null ? null : new ConditionJson(named, problems).read(having),
            named.orderings(body.objects("order")),
            rowLimit.of(body.value("limit"), problems),
            executions());
    for (String unknown : body.unread()) {
      problems.add(ErrorCode.UNKNOWN_VALUE, unknown, "a query has no such member here");
    }
    return query;
  }

  private Scope scope() {
    String one = body.text("dataflow");
    Json several = body.value("dataflows");
    if ((one == null) == (several == null)) {
      body.problem(
          one == null ? ErrorCode.MISSING_FIELD : ErrorCode.INVALID_QUERY,
          "dataflow",
          "expected either dataflow, a tag, or dataflows, a list of tags or \"all\"");
      return new Scope.All();
    }
    if (one != null) {
      return new Scope.One(one);
    }
    if (several instanceof Json.Text text && text.value().equalsIgnoreCase("all")) {
      return new Scope.All();
    }
    List<String> tags = body.texts("dataflows");
    if (tags.isEmpty()) {
      body.problem(ErrorCode.UNKNOWN_VALUE, "dataflows", "expected tags, or \"all\"");
    }
    return new Scope.Several(tags);
  }

  private Mapping mapping() {
    Mapping mapping = body.optional("mapping", text -> Choice.of(Mapping.class, text));
    return mapping == null ? Mapping.PHYSICAL : mapping;
  }

  /** Names of sets: a text, or a list of texts. */
  private List<Name> names(String member) {
    Json value = body.value(member);
    List<String> texts =
        value instanceof Json.Text text ? List.of(text.value()) : body.texts(member);
    List<Name> names = new ArrayList<>();
    for (String text : texts) {
      try {
        names.add(new Name(text));
      } catch (InvalidValueException invalid) {
        problems.add(invalid, body.at(member));
      }
    }
    return names;
  }

  /** Numbers are ids, texts are tags; one of them, or a list. */
  private ExecutionFilter executions() {
    Json value = body.value("execution");
    List<Json> all =
        value instanceof Json.Text || value instanceof Json.Numeral
            ? List.of(value)
            : body.items("execution");
    List<Long> ids = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (Json each : all) {
      if (each instanceof Json.Text tag) {
        tags.add(tag.value());
      } else if (each instanceof Json.Numeral number && number.literal().matches("[0-9]{1,18}")) {
        ids.add(Long.valueOf(number.literal()));
      } else {
        body.wrongType(body.at("execution"), "the id or tag of an execution", each);
      }
    }
    if (value instanceof Json.Items && all.isEmpty()) {
      body.problem(ErrorCode.INVALID_QUERY, "execution", "expected at least one execution");
    }
    return new ExecutionFilter(ids, tags);
  }
}
