import type { Cell } from "~/api/schema";
import { numberOf } from "~/format/number";
// The questions as the guide has them, and the tests of the server.
import spec from "../../../spec/questions/questions.json";
import { type Askable, askableNamed } from "./askable";
import { type Condition, EMPTY } from "./query";
import { type Around, type QueryRequest, queryOf } from "./request";
import { writeQuery } from "./write";

/** What stands in the questions for whatever a dataflow really has. */
const EXAMPLE = { set: "idenseblock", attributes: ["k", "l"], second: "densed-4" } as const;
/** The attributes whose values are examples too. */
const GIVEN = ["k", "l", "initial_learning_rate", "learning_rate", "optimizer_name", "name"];

interface SpecQuestion {
  number: string;
  question: string;
  query: QueryRequest;
}

/** What is put in place of the examples: that of the newest execution. */
export interface Given {
  dataflow: string;
  /** Ids, the newest first. */
  executions: readonly number[];
  hyperparameters: Readonly<Record<string, Cell>>;
  /** A set of domain data, with its newest row. */
  domain: { set: string; values: Readonly<Record<string, Cell>> } | null;
  /** The newest file that was written. */
  file: string | null;
  askable: readonly Askable[];
}

/** A question that can be asked at once. */
export interface ReadyQuestion {
  number: string;
  question: string;
  text: string;
  around: Around;
}

/** The questions of the guide, for one dataflow and the values of its newest execution. */
export function questionsFor(given: Given): ReadyQuestion[] {
  return (spec as unknown as SpecQuestion[])
    .filter(({ number }) => /^(\d+|11, the other way)$/.test(number))
    .flatMap((each) => readyOf(each, given) ?? []);
}

function readyOf({ number, question, query }: SpecQuestion, given: Given): ReadyQuestion | null {
  const words = new Words(given);
  const label = words.inQuestion(question);
  const built = queryOf(query);
  if (built === null) return null;
  const second = built.around.execution === `'${EXAMPLE.second}`;
  const execution = given.executions[second ? 1 : 0] ?? given.executions[0];
  const source = [...new Set(built.query.source.map((name) => words.set(name)))];
  const known = source.flatMap((name) => askableNamed(given.askable, name) ?? []);
  const has = (name: string) =>
    known.length === 0 ||
    known.some(({ attributes }) => attributes.some((each) => each.name.toLowerCase() === name));
  const ofSet = (attribute: string) =>
    known.length > 1
      ? known.find(({ attributes }) =>
          attributes.some((each) => each.name.toLowerCase() === attribute.toLowerCase()),
        )?.name
      : undefined;
  const named = (attribute: string) => {
    const set = ofSet(words.attribute(attribute));
    return { ...(set !== undefined && { set }), attribute: words.attribute(attribute) };
  };
  const text = writeQuery({
    ...EMPTY,
    mapping: source.length > 1 ? "execution" : "physical",
    source,
    projection: built.query.projection
      .map(({ attribute, as }) => ({ ...named(attribute), ...(as !== undefined && { as }) }))
      .filter(({ attribute }) => has(attribute.toLowerCase())),
    selection: built.query.selection.map((each) => words.condition(each, named)),
  });
  return {
    number,
    question: label,
    text,
    around: {
      dataflow: given.dataflow,
      ...(built.around.execution !== undefined &&
        execution !== undefined && { execution: String(execution) }),
      order: built.around.order?.map((each) => each.replace(/[^-]+/, (name) => words.attribute(name))),
      ...(built.around.limit !== undefined && { limit: built.around.limit }),
    },
  };
}

/** Puts the names and values of a dataflow in place of those of the examples. */
class Words {
  private readonly given: Given;
  private readonly names: readonly string[];

  constructor(given: Given) {
    this.given = given;
    const values = given.domain?.values ?? given.hyperparameters;
    const numeric = Object.keys(values).filter((name) => numberOf(values[name]) !== null);
    const own = given.domain ? numeric : numeric.filter((name) => name.toLowerCase() !== "learning_rate");
    this.names = EXAMPLE.attributes.map((example, at) => own[at] ?? own[0] ?? example);
  }

  set(name: string): string {
    return name === EXAMPLE.set ? (this.given.domain?.set ?? "training_epoch") : name;
  }

  attribute(name: string): string {
    const at = EXAMPLE.attributes.indexOf(name as (typeof EXAMPLE.attributes)[number]);
    return at < 0 ? name : (this.names[at] as string);
  }

  condition(
    condition: Condition,
    named: (attribute: string) => { set?: string; attribute: string },
  ): Condition {
    if (!("operator" in condition)) return condition;
    const value =
      condition.operator === "=" && GIVEN.includes(condition.attribute)
        ? this.valueOf(condition.attribute)
        : null;
    return { ...condition, ...named(condition.attribute), ...(value !== null && { value }) } as Condition;
  }

  /** `K=32` becomes `L=8`, or whatever the attributes are called here. */
  inQuestion(question: string): string {
    const rate = this.valueOf("initial_learning_rate");
    return question
      .replace(/learning rate 0\.001/, `learning rate ${rate ?? "0.001"}`)
      .replace(/, L=4$/, "")
      .replace(/\b([KL])=\d+/g, (_, letter: string) => {
        const example = letter.toLowerCase();
        return `${this.attribute(example)}=${this.valueOf(example) ?? "?"}`;
      });
  }

  private valueOf(attribute: string): number | string | null {
    const { domain, hyperparameters, file } = this.given;
    if (attribute === "name") return file;
    const name = this.attribute(attribute)
      .replace(/^initial_/, "")
      .toLowerCase();
    const all = { ...hyperparameters, ...domain?.values };
    const found = Object.entries(all).find(([each]) => each.toLowerCase() === name)?.[1];
    return typeof found === "number" || typeof found === "string" ? found : null;
  }
}
