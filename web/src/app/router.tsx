import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { Empty, Failure, Loading } from "~/ui/States";
import { View } from "~/ui/View";
import { Shell } from "./Shell";
import { parseSearch, type Search, stringifySearch, text } from "./search";

const root = createRootRoute({ component: Shell });

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

export const router = createRouter({
  routeTree: root.addChildren([start, dataflows]),
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
    router: typeof router;
  }
}
