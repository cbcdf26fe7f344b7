import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import questions from "../../../spec/questions/questions.json";
import { parseQuery } from "./parse";
import { EMPTY, isProjected, roleOf, toggleColumn, withRole } from "./query";
import { queryOf, requestOf } from "./request";
import { TextProblem } from "./tokens";
import { writeQuery } from "./write";

const GOLDEN = new URL("../../../spec/golden/query-interface/", import.meta.url);

interface Golden {
  queries: { text: string[]; status?: number }[];
}

function texts(accepted: boolean): string[] {
  return readdirSync(GOLDEN).flatMap((name) => {
    const { queries }: Golden = JSON.parse(readFileSync(new URL(name, GOLDEN), "utf8"));
    return queries
      .filter(({ text, status = 200 }) => Array.isArray(text) && (status === 200) === accepted)
      .map(({ text }) => text.join("\n"));
  });
}

it("reads every golden query that the server answers, and writes it so that it reads back", () => {
  expect(texts(true).length).toBeGreaterThan(5);
  for (const text of texts(true).filter((each) => !each.startsWith("message="))) {
    const query = parseQuery(text);
    expect(query.source.length, text).toBeGreaterThan(0);
    expect(parseQuery(writeQuery(query)), text).toEqual(query);
  }
});

it("reads a question's text as the same query as its JSON", () => {
  const both = questions.flatMap(({ query, text }) =>
    query && text && "source" in query ? [{ query, text }] : [],
  );
  expect(both.length).toBeGreaterThan(6);
  for (const { query, text } of both) {
    const asked = queryOf(query as Parameters<typeof queryOf>[0])?.query;
    const read = parseQuery(text.body);
    const plain = ({ attribute }: { attribute: string }) => attribute;
    expect([...read.source, ...read.target]).toEqual(asked?.source);
    expect(read.mapping).toBe(asked?.mapping);
    expect(read.projection.map(plain)).toEqual(asked?.projection.map(plain));
    expect(read.selection.map((each) => ({ ...each, set: undefined }))).toEqual(
      asked?.selection.map((each) => ({ ...each, set: undefined })),
    );
  }
});

it("keeps every condition through text and back", () => {
  const text = `mapping(execution)
source(iSet; "a ""b""")
projection(iSet.K AS k; "a ""b""".x)
selection(K IN (1, 'two') AND NOT (x LIKE 'w%' OR y IS NULL) AND z BETWEEN 1e-7 AND 2 AND K <> iSet.L)`;
  const query = parseQuery(text);
  expect(query.selection).toEqual([
    { attribute: "K", operator: "in", value: [1, "two"] },
    {
      not: {
        or: [
          { attribute: "x", operator: "like", value: "w%" },
          { attribute: "y", operator: "is null" },
        ],
      },
    },
    { attribute: "z", operator: "between", value: [1e-7, 2] },
    { attribute: "K", operator: "<>", value: { set: "iSet", attribute: "L" } },
  ]);
  expect(writeQuery(query)).toBe(text);
});

it("turns a comparison that begins with its number", () => {
  expect(parseQuery("source(a) selection(0.01 < u)").selection).toEqual([
    { attribute: "u", operator: ">", value: 0.01 },
  ]);
});

it.each([
  ["source(a) selectio(x)", "one of the calls", "selectio"],
  ["source(a; )", "a data set", ")"],
  ["source(a) selection(x ~ 1)", "", "~"],
  ["source(a) selection(x = )", "a number or a text", ")"],
  ["source(a) selection(x = 'open", "a closing '", "'open"],
  ["mapping(physical) mapping(logical)", "one call mapping", "mapping"],
  ["source(a", "')'", ""],
])("says where %j is wrong", (text, expected, at) => {
  let problem: TextProblem | undefined;
  try {
    parseQuery(text);
  } catch (thrown) {
    problem = thrown as TextProblem;
  }
  expect(problem).toBeInstanceOf(TextProblem);
  expect(problem?.message).toContain(expected);
  expect(text.slice(problem?.from, problem?.to)).toBe(at);
});

it("gives a set one role, and takes its columns with it", () => {
  const source = withRole(EMPTY, "iSet", "source");
  const column = toggleColumn(source, "iSet", "K");
  expect([roleOf(column, "ISET"), isProjected(column, "iset", "k")]).toEqual(["source", true]);
  expect(withRole(column, "iSet", "target")).toMatchObject({
    source: [],
    target: ["iSet"],
    projection: [{ attribute: "K" }],
  });
  expect(withRole(column, "iset", undefined)).toEqual(EMPTY);
});

it("asks what the text says, with order, limit and execution beside it", () => {
  const query = parseQuery("source(a) target(b) projection(b.loss AS least; a.k) selection(k = 1)");
  expect(requestOf(query, { dataflow: "df", execution: "'run", order: ["-least", "k"], limit: 5 })).toEqual({
    dataflow: "df",
    mapping: "physical",
    source: ["a"],
    target: ["b"],
    projection: [
      { set: "b", attribute: "loss", as: "least" },
      { set: "a", attribute: "k" },
    ],
    selection: { attribute: "k", operator: "=", value: 1 },
    execution: "run",
    order: [
      { column: "least", direction: "desc" },
      { set: "a", attribute: "k" },
    ],
    limit: 5,
  });
});

it("knows which saved queries it has no fields for", () => {
  const request = { dataflow: "df", source: "a" };
  expect(queryOf(request)?.query.source).toEqual(["a"]);
  expect(queryOf({ ...request, projection: [{ attribute: "x", aggregate: "min" }] })).toBeNull();
  expect(queryOf({ dataflows: "all", source: "a" })).toBeNull();
});
