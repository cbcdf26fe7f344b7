import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ApiProblem } from "~/api/problem";
import { formatCount } from "~/format/number";
import { Button } from "~/ui/Button";
import { Empty, Failure, Loading } from "~/ui/States";
import { Toolbar } from "~/ui/Toolbar";
import { ChosenBar } from "./ChosenBar";
import { ColumnMenu } from "./ColumnMenu";
import { FilterBar } from "./FilterBar";
import { fieldsOf } from "./fields";
import { GroupMenu } from "./GroupMenu";
import { namesQuery, runsQuery } from "./queries";
import { RunTable } from "./RunTable";
import { shownFields } from "./rows";
import { NEWEST_FIRST, type RunSearch } from "./search";

/** The run table of one dataflow or of all, with all that can be chosen of it. */
export function Runs({
  dataflow,
  search,
  onSearch,
}: {
  dataflow: number | null;
  search: RunSearch;
  onSearch: (change: RunSearch) => void;
}) {
  const names = useQuery(namesQuery(dataflow === null ? null : [dataflow]));
  const fields = useMemo(
    () => (names.data ? fieldsOf(names.data, dataflow === null) : []),
    [names.data, dataflow],
  );
  const { where = "", order = NEWEST_FIRST, group, columns, chosen = [] } = search;
  const runs = useInfiniteQuery({ ...runsQuery(dataflow, search, fields), enabled: names.isSuccess });
  const items = useMemo(() => runs.data?.pages.flatMap((page) => page.items) ?? [], [runs.data]);
  const shown = useMemo(() => shownFields(fields, columns, items), [fields, columns, items]);
  const refusal = runs.error instanceof ApiProblem && runs.error.status === 400 ? runs.error.message : null;

  if (names.error) return <Failure error={names.error} retry={() => void names.refetch()} />;
  return (
    <>
      <Toolbar>
        <FilterBar
          where={where}
          onWhere={(next) => onSearch({ where: next })}
          fields={["id", "tag", "name", ...fields.map(({ name }) => name)]}
          error={refusal}
        />
        <GroupMenu fields={fields} group={group} onGroup={(next) => onSearch({ group: next })} />
        <ColumnMenu fields={fields} shown={shown} onColumns={(next) => onSearch({ columns: next })} />
      </Toolbar>
      {runs.error && refusal === null && <Failure error={runs.error} retry={() => void runs.refetch()} />}
      {runs.isPending && !runs.error && <Loading what="executions" />}
      {runs.data && items.length === 0 && (
        <NoRuns filtered={where !== ""} onAll={() => onSearch({ where: "" })} />
      )}
      {items.length > 0 && (
        <RunTable
          runs={items}
          fields={shown}
          order={order}
          group={group}
          chosen={chosen}
          onOrder={(next) => onSearch({ order: next === NEWEST_FIRST ? undefined : next })}
          onChosen={(next) => onSearch({ chosen: next })}
          more={runs.hasNextPage && !runs.isFetchingNextPage ? runs.fetchNextPage : undefined}
        />
      )}
      {chosen.length > 0 && <ChosenBar chosen={chosen} onChosen={(next) => onSearch({ chosen: next })} />}
      <p className="only-read-aloud" role="status">
        {runs.data && formatCount(items.length, "execution")}
      </p>
    </>
  );
}

function NoRuns({ filtered, onAll }: { filtered: boolean; onAll: () => void }) {
  return filtered ? (
    <Empty title="No execution is like that">
      <p>
        A comparison with a value that is missing is never true, as in SQL; NaN is neither less nor greater.
      </p>
      <Button onClick={onAll}>Show all</Button>
    </Empty>
  ) : (
    <Empty title="Nothing has run yet">
      <p>An execution appears here as soon as its first event is stored.</p>
    </Empty>
  );
}
