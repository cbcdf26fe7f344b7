import type { AnswerChoice } from "~/answer/Answer";
import { flag, number, oneOf, type Search, text, texts } from "~/app/search";
import { ROLES, type SetRole } from "./query";

/** The state of the query view, as it stands in the address. */
export interface QuerySearch extends AnswerChoice {
  /** The dataflow's id. */
  dataflow?: number | undefined;
  /** The text of the query interface. */
  text?: string | undefined;
  /** An id, or a tag with a quotation mark before it. */
  execution?: string | undefined;
  order?: string[] | undefined;
  limit?: number | undefined;
  /** Whether the answer is asked for again after commits. */
  keep?: true | undefined;
  /** A query that the text has no words for, as JSON; it stands in the place of `text` and what belongs to it. */
  request?: string | undefined;
  /** What a click on a set makes of it. */
  click?: Exclude<SetRole, "source"> | undefined;
}

export function querySearch(search: Search): QuerySearch {
  return {
    dataflow: number(search.dataflow),
    text: text(search.text),
    execution: text(search.execution),
    order: texts(search.order),
    limit: number(search.limit),
    keep: flag(search.keep),
    request: text(search.request),
    click: oneOf(
      search.click,
      ROLES.filter((role) => role !== "source"),
    ),
    as: oneOf(search.as, ["plot"]),
    x: text(search.x),
    y: text(search.y),
    joined: flag(search.joined),
  };
}
