package org.cnnprov.server.compat.dfanalyzer.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Name;
import org.cnnprov.model.Position;
import org.cnnprov.model.Problem;
import org.cnnprov.server.query.structured.Condition;
import org.cnnprov.server.query.structured.Condition.Operator;
import org.cnnprov.server.query.structured.ExecutionFilter;
import org.cnnprov.server.query.structured.Field;
import org.cnnprov.server.query.structured.Literal;
import org.cnnprov.server.query.structured.Mapping;
import org.cnnprov.server.query.structured.Projection;
import org.cnnprov.server.query.structured.StructuredQuery;
import org.cnnprov.server.text.Source;
import org.cnnprov.server.text.TextException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTextTest {

  private static final Field.Attribute U = field("ox", "u");
  private static final Literal ONE = new Literal.Numeric(1);

  @Test
  void theDocumentedQuery() throws Exception {
    StructuredQuery query =
        query(
            """
            mapping(physical)
            source(osolve)
            target(oextract)
            projection(osolve.time; oextract.x;oextract.u)
            selection(oextract.u > 0.01)
            """);
    assertEquals(Mapping.PHYSICAL, query.mapping());
    assertEquals(List.of(new Name("osolve")), query.sources());
    assertEquals(List.of(new Name("oextract")), query.targets());
    assertEquals(
        List.of(
            new Projection(field("osolve", "time"), null),
            new Projection(field("oextract", "x"), null),
            new Projection(field("oextract", "u"), null)),
        query.projection());
    assertEquals(
        new Condition.Comparison(
            field("oextract", "u"), Operator.GREATER, new Literal.Numeric(0.01)),
        query.selection());
    assertNull(query.limit());
  }

  @Test
  void callsSpanLinesAndAddToOneAnother() throws Exception {
    StructuredQuery query =
        query(
            """
            # which sets
            SOURCE(a;
              b) source("c d")   // three
            include(x);
            exclude({y; z})
            mapping(Logical)
            target()
            projection(a.x as "X y"; y Z, b.z)
            """);
    assertEquals(List.of(new Name("a"), new Name("b"), new Name("c d")), query.sources());
    assertEquals(List.of(), query.targets());
    assertEquals(List.of(new Name("x")), query.include());
    assertEquals(List.of(new Name("y"), new Name("z")), query.exclude());
    assertEquals(Mapping.LOGICAL, query.mapping());
    assertEquals(
        List.of(
            new Projection(field("a", "x"), new Name("X y")),
            new Projection(new Field.Attribute(null, new Name("y")), new Name("Z")),
            new Projection(field("b", "z"), null)),
        query.projection());
    assertNull(query.selection());
  }

  @Test
  void andBindsStrongerThanOrAndNotStrongest() throws Exception {
    Condition a = new Condition.Comparison(U, Operator.EQUAL, ONE);
    Condition b = new Condition.IsNull(U);
    Condition c = new Condition.Like(U, "%;)'x");
    assertEquals(
        new Condition.Or(
            List.of(new Condition.And(List.of(new Condition.Not(a), b)), new Condition.Not(c))),
        selection("not ox.u = 1 and ox.u is null or ox.u not like '%;)''x'"));
    assertEquals(
        new Condition.And(
            List.of(new Condition.Not(new Condition.Or(List.of(a, b))), new Condition.Not(b))),
        selection("NOT (ox.u = 1 OR ox.u IS NULL) AND ox.u IS NOT NULL"));
  }

  @Test
  void conditionsSeparatedBySemicolonsMustAllHold() throws Exception {
    Condition a = new Condition.Comparison(U, Operator.EQUAL, ONE);
    assertEquals(
        new Condition.And(List.of(a, new Condition.IsNull(U))), selection("ox.u=1; ox.u is null"));
  }

  @Test
  void inBetweenAndComparisonsOfTwoAttributes() throws Exception {
    assertEquals(
        new Condition.In(U, List.of(ONE, new Literal.Textual("a"), new Literal.Numeric(-1e-5))),
        selection("ox.u in (1, 'a', -1e-5)"));
    assertEquals(
        new Condition.Not(new Condition.Between(U, new Literal.Numeric(.5), ONE)),
        selection("ox.u not between .5 and 1"));
    assertEquals(
        new Condition.Comparison(U, Operator.NOT_EQUAL, field("my-set", "a b")),
        selection("ox.u <> my-set.\"a b\""));
  }

  @Test
  void aLiteralMayStandFirst() throws Exception {
    assertEquals(
        new Condition.Comparison(U, Operator.GREATER_OR_EQUAL, ONE), selection("1 <= ox.u"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mapping(physical)|missing_field|1|1",
        "source(a)@mapping(sideways)|unknown_value|2|9",
        "source(a)@mapping(logical) mapping(hybrid)|invalid_query|2|18",
        "source(a)@sources(b)|unknown_value|2|1",
        "source a|invalid_query|1|1",
        "source(a|invalid_query|1|9",
        "source(a b)|invalid_query|1|10",
        "source({a)|invalid_query|1|10",
        "source('a')|invalid_query|1|8",
        "source(\"\")|invalid_name|1|8",
        "source(a)@projection(a.)|invalid_query|2|14",
        "source(a)@projection(a.x y z)|invalid_query|2|18",
        "source(a)@selection(a.x)|invalid_query|2|14",
        "source(a)@selection(a.x = )|invalid_query|2|17",
        "source(a)@selection(a.x is 1)|invalid_query|2|18",
        "source(a)@selection(a.x not = 1)|invalid_query|2|19",
        "source(a)@selection(a.x in 1)|invalid_query|2|18",
        "source(a)@selection(a.x between 1 or 2)|invalid_query|2|25",
        "source(a)@selection(a.x like 1)|invalid_query|2|20",
        "source(a)@selection((a.x = 1)|invalid_query|2|20",
        "source(a)@selection(a.x = 'open)|invalid_query|2|17",
        "source(a)@selection(a.x = 1 % 2)|invalid_query|2|19",
        "source(a)@selection(1 = 1)|invalid_query|2|15",
        "source(a)@selection(a.x = 1; )|invalid_query|2|20"
      })
  void errorsHaveLineAndColumn(String text, String code, int line, int column) {
    Problem problem = problem(text.replace('@', '\n'));
    assertEquals(code, problem.code().code(), problem.detail());
    assertEquals(new Position(line, column), problem.position(), problem.detail());
  }

  @Test
  void nestingIsBounded() {
    String deep = "(".repeat(10_000) + "a.x = 1" + ")".repeat(10_000);
    assertEquals(ErrorCode.INVALID_QUERY, problem("source(a) selection(" + deep + ")").code());
    String not = "not ".repeat(10_000) + "a.x = 1";
    assertEquals(ErrorCode.INVALID_QUERY, problem("source(a) selection(" + not + ")").code());
  }

  @Test
  void problemsOfTheCompilerGetThePlaceOfWhatTheyPointTo() throws Exception {
    QueryText query = QueryText.parse(new Source("source(a; b)\ntarget(c)\nprojection(x;\n y)"));
    assertEquals(new Position(1, 11), placed(query, "/source/1"));
    assertEquals(new Position(2, 8), placed(query, "/target/0/name"));
    assertEquals(new Position(4, 2), placed(query, "/projection/1"));
    assertEquals(new Position(3, 1), placed(query, "/projection"));
    Problem elsewhere = new Problem(ErrorCode.UNKNOWN_EXECUTION, "/execution", "x");
    assertEquals(elsewhere, query.placed(elsewhere));
  }

  @Test
  void theFieldMessageIsDecoded() throws Exception {
    String message = "message=source%28%22c+d%22%29%0Atarget(b)";
    for (String form : List.of(message, message + "&x=1", "x=1&y=&" + message)) {
      StructuredQuery query =
          QueryText.parse(QueryBody.source(form.getBytes(UTF_8))).of("d", ExecutionFilter.ALL);
      assertEquals(List.of(new Name("c d")), query.sources());
      assertEquals(List.of(new Name("b")), query.targets());
    }
  }

  @Test
  void aFormWithoutTheFieldMessageIsRefused() {
    TextException refused =
        assertThrows(TextException.class, () -> QueryBody.source("x=1&y=2".getBytes(UTF_8)));
    assertEquals(ErrorCode.MISSING_FIELD, refused.problem().code());
  }

  /** Whatever stands there is read or refused with its place; nothing else escapes. */
  @Test
  void nothingButARefusalEscapesFromMutatedQueries() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String original =
        "mapping(physical)\nsource(a; \"b c\")\ntarget(c) # x\nprojection(a.x as y; z)\n"
            + "selection(not (a.x > 0.01 or y in (1, 'd')) and a.z between 1 and 2;"
            + " q is not null and r like 'a%''')";
    String telling = "'\"(){};,.=<>#/ \n%-0eé\0aNotInIs";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(original);
      for (int faults = 1 + random.nextInt(4); faults > 0; faults--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, telling.charAt(random.nextInt(telling.length())));
          case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(9)));
          default -> text.insert(at, original, 0, random.nextInt(original.length()));
        }
        text.append(' ');
      }
      check(text.toString(), seed);
    }
  }

  private static void check(String text, long seed) {
    try {
      QueryText.parse(new Source(text)).of("d", ExecutionFilter.ALL);
    } catch (TextException refusal) {
      assertTrue(Objects.requireNonNull(refusal.problem().position()).line() > 0);
    } catch (RuntimeException | Error escaped) {
      fail("seed " + seed + ": " + text, escaped);
    }
  }

  private static Condition selection(String text) throws TextException {
    return Objects.requireNonNull(query("source(ox)\nselection(" + text + ")").selection());
  }

  private static StructuredQuery query(String text) throws TextException {
    return QueryText.parse(new Source(text)).of("d", ExecutionFilter.ALL);
  }

  private static Problem problem(String text) {
    return assertThrows(TextException.class, () -> QueryText.parse(new Source(text))).problem();
  }

  private static Position placed(QueryText query, String pointer) {
    Problem problem = query.placed(new Problem(ErrorCode.UNKNOWN_SET, pointer, "x"));
    return Objects.requireNonNull(problem.position());
  }

  private static Field.Attribute field(String set, String name) {
    return new Field.Attribute(new Name(set), new Name(name));
  }
}
