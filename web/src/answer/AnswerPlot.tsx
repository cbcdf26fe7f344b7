import { useMemo } from "react";
import type { SqlAnswer } from "~/api/sql";
import { PointPlot } from "~/charts/PointPlot";
import { Select } from "~/ui/Select";
import { Empty } from "~/ui/States";
import styles from "./AnswerPlot.module.css";
import { axesOf, isTime, pointsOf } from "./columns";

/** What a plot of an answer shows, as it stands in the address: names of columns. */
export interface PlotChoice {
  x?: string | undefined;
  y?: string | undefined;
  joined?: true | undefined;
}

/** An answer as a plot of one column over another. */
export function AnswerPlot({
  answer,
  choice,
  onChoice,
}: {
  answer: SqlAnswer;
  choice: PlotChoice;
  onChoice: (change: PlotChoice) => void;
}) {
  const { columns } = answer;
  const across = axesOf(columns, true);
  const up = axesOf(columns, false);
  const named = (places: readonly number[], name: string | undefined) =>
    places.find((at) => columns[at]?.name === name);
  const x = named(across, choice.x) ?? across[0];
  const y = named(up, choice.y) ?? up.find((at) => at !== x) ?? up[0];
  const points = useMemo(
    () => (x === undefined || y === undefined ? [] : pointsOf(answer, x, y)),
    [answer, x, y],
  );
  const xColumn = x === undefined ? undefined : columns[x];
  const yColumn = y === undefined ? undefined : columns[y];
  if (xColumn === undefined || yColumn === undefined) {
    return (
      <Empty title="No column of numbers">
        <p>A plot needs a column of numbers, and one of numbers or times beside it.</p>
      </Empty>
    );
  }
  const listed = (places: readonly number[]) =>
    places.map((at) => ({ value: columns[at]?.name ?? "", name: columns[at]?.name ?? "" }));
  return (
    <div className={styles.plot}>
      <div className={styles.choices}>
        <Select
          label="Across"
          value={xColumn.name}
          choices={listed(across)}
          onValue={(next) => onChoice({ x: next })}
        />
        <Select
          label="Up"
          value={yColumn.name}
          choices={listed(up)}
          onValue={(next) => onChoice({ y: next })}
        />
        <label>
          <input
            type="checkbox"
            checked={choice.joined === true}
            onChange={() => onChoice({ joined: choice.joined ? undefined : true })}
          />{" "}
          joined in the order of the rows
        </label>
      </div>
      <PointPlot
        title={`${yColumn.name} over ${xColumn.name}`}
        points={points}
        xName={xColumn.name}
        yName={yColumn.name}
        timeX={isTime(xColumn)}
        joined={choice.joined === true}
      />
    </div>
  );
}
