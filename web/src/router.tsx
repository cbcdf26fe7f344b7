import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import type { PlotChoice } from "~/answer/AnswerPlot";
import { compareSearch } from "~/compare/search";
import { dataflowQuery } from "~/dataflow/queries";
import { askForRuns } from "~/executions/queries";
import { type RunSearch, runSearch } from "~/executions/search";
import { querySearch } from "~/query/search";
import { Empty, Failure, Loading } from "~/ui/States";
import { View } from "~/ui/View";
import { Shell } from "./app/Shell";
import { flag, number, oneOf, parseSearch, type Search, stringifySearch, text } from "./app/search";

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Shell });

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/dataflows" });
  },
});

const dataflows = createRoute({
  getParentRoute: () => root,
  path: "/dataflows",
  validateSearch: (search: Search): { q?: string | undefined } => ({ q: text(search.q) }),
  component: lazyRouteComponent(() => import("~/dataflows/DataflowsView"), "DataflowsView"),
});

/** What the rows of a run table depend on. */
const askedOfRuns = ({ search: { where, order, group, columns } }: { search: RunSearch }): RunSearch => ({
  where,
  order,
  group,
  columns,
});

const dataflow = createRoute({
  getParentRoute: () => root,
  path: "/dataflows/$id",
  validateSearch: (search: Search): DataflowSearch => ({
    ...runSearch(search),
    graph: oneOf(search.graph, ["folded"]),
    set: number(search.set),
    transformation: number(search.transformation),
  }),
  remountDeps: ({ params }) => params,
  loaderDeps: askedOfRuns,
  loader: ({ context: { queries }, params, deps }) => {
    void queries.prefetchQuery(dataflowQuery(Number(params.id)));
    askForRuns(queries, Number(params.id), deps);
  },
  component: lazyRouteComponent(() => import("~/dataflow/DataflowView"), "DataflowView"),
});

interface DataflowSearch extends RunSearch {
  graph?: "folded" | undefined;
  /** The set, or the transformation, that the drawer shows. */
  set?: number | undefined;
  transformation?: number | undefined;
}

const executions = createRoute({
  getParentRoute: () => root,
  path: "/executions",
  validateSearch: runSearch,
  loaderDeps: askedOfRuns,
  loader: ({ context: { queries }, deps }) => askForRuns(queries, null, deps),
  component: lazyRouteComponent(() => import("~/executions/ExecutionsView"), "ExecutionsView"),
});

interface ExecutionSearch {
  x?: "step" | "time" | undefined;
  log?: true | undefined;
  /** Whether the graph of the lineage is shown. */
  lineage?: true | undefined;
}

const execution = createRoute({
  getParentRoute: () => root,
  path: "/executions/$id",
  validateSearch: (search: Search): ExecutionSearch => ({
    x: oneOf(search.x, ["step", "time"]),
    log: flag(search.log),
    lineage: flag(search.lineage),
  }),
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import("~/execution/ExecutionView"), "ExecutionView"),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: "/compare",
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import("~/compare/CompareView"), "CompareView"),
});

const query = createRoute({
  getParentRoute: () => root,
  path: "/query",
  validateSearch: querySearch,
  component: lazyRouteComponent(() => import("~/query/QueryView"), "QueryView"),
});

const sql = createRoute({
  getParentRoute: () => root,
  path: "/sql",
  validateSearch: (search: Search): SqlSearch => ({
    sql: text(search.sql),
    as: oneOf(search.as, ["plot"]),
    x: text(search.x),
    y: text(search.y),
    joined: flag(search.joined),
  }),
  component: lazyRouteComponent(() => import("~/sql/SqlView"), "SqlView"),
});

interface SqlSearch extends PlotChoice {
  /** The statement whose answer is shown. */
  sql?: string | undefined;
  as?: "plot" | undefined;
}

const refused = createRoute({
  getParentRoute: () => root,
  path: "/refused",
  validateSearch: (search: Search): { q?: string | undefined; request?: number | undefined } => ({
    q: text(search.q),
    request: number(search.request),
  }),
  component: lazyRouteComponent(() => import("~/refused/RefusedView"), "RefusedView"),
});

const server = createRoute({
  getParentRoute: () => root,
  path: "/server",
  component: lazyRouteComponent(() => import("~/server/ServerView"), "ServerView"),
});

/** The views by their addresses, each with what it asks the server for first. */
export const createViews = (queries: QueryClient) =>
  createRouter({
    context: { queries },
    routeTree: root.addChildren([
      start,
      dataflows,
      dataflow,
      executions,
      execution,
      compare,
      query,
      sql,
      refused,
      server,
    ]),
    basepath: import.meta.env.BASE_URL,
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultPendingComponent: () => <Loading what="the view" />,
    defaultErrorComponent: ({ error, reset }) => <Failure error={error as Error} retry={reset} />,
    defaultNotFoundComponent: () => (
      <View title="Nothing here" documentTitle="Nothing here">
        <Empty title="There is no such view">
          <p>The address may have been cut, or what it names was removed.</p>
        </Empty>
      </View>
    ),
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createViews>;
  }
}
