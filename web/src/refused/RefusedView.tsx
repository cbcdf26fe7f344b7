import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Rejected } from "~/api/schema";
import { useAhead } from "~/app/ahead";
import { formatBytes, formatCount } from "~/format/number";
import { useRowKeys } from "~/keyboard/useRowKeys";
import { Button } from "~/ui/Button";
import { Moment } from "~/ui/Figures";
import { Scroll } from "~/ui/Scroll";
import { Answered, Empty } from "~/ui/States";
import table from "~/ui/Table.module.css";
import { SearchField } from "~/ui/TextField";
import { Toolbar } from "~/ui/Toolbar";
import { View } from "~/ui/View";
import { refusedQuery } from "./queries";
import { RefusedDrawer } from "./RefusedDrawer";

const route = getRouteApi("/refused");

/** What was not stored, and why: nothing is lost silently. */
export function RefusedView() {
  const navigate = route.useNavigate();
  const [{ q = "", request }, change] = useAhead(
    route.useSearch(),
    (part) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true }),
  );
  const refused = useInfiniteQuery(refusedQuery);
  useRowKeys("refusal");
  return (
    <View
      title="Refused requests"
      documentTitle="Refused"
      facts="kept up to a size and an age, the oldest go first"
    >
      <Answered query={refused} what="refused requests">
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items);
          if (all.length === 0) {
            return (
              <Empty title="Nothing was refused">
                <p>
                  An event or request that cannot be stored would stand here with its reason and its raw text.
                </p>
              </Empty>
            );
          }
          const found = all.filter((each) =>
            `${each.code} ${each.detail} ${each.path}`.toLowerCase().includes(q.toLowerCase()),
          );
          return (
            <>
              <Toolbar>
                <SearchField
                  label="Find in code, reason, path"
                  value={q}
                  onValue={(next) => change({ q: next })}
                />
                {q !== "" && <span>{formatCount(found.length, "refusal")}</span>}
              </Toolbar>
              <RefusedTable refused={found} />
              {refused.hasNextPage && (
                <Toolbar>
                  <Button onClick={() => void refused.fetchNextPage()}>Older ones</Button>
                </Toolbar>
              )}
            </>
          );
        }}
      </Answered>
      {request !== undefined && (
        <RefusedDrawer key={request} id={request} onClose={() => change({ request: undefined })} />
      )}
    </View>
  );
}

function RefusedTable({ refused }: { refused: Rejected[] }) {
  return (
    <Scroll className={table.scroll} label="Table of refusals">
      <table className={table.table}>
        <thead>
          <tr>
            <th>When</th>
            <th>Code</th>
            <th>Reason</th>
            <th>Request</th>
            <th>From</th>
            <th className={table.number}>Size</th>
          </tr>
        </thead>
        <tbody>
          {refused.map((each) => (
            <tr key={each.id}>
              <td>
                <Moment at={each.received_at} />
              </td>
              <td>
                <Link data-row to="/refused" search={(before) => ({ ...before, request: each.id })} replace>
                  <code>{each.code}</code>
                </Link>
              </td>
              <td className={table.grow}>{each.detail}</td>
              <td>
                {each.method} {each.path}
              </td>
              <td>{each.from ?? "–"}</td>
              <td className={table.number}>{formatBytes(each.size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
