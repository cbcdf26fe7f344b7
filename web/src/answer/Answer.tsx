import type { ReactNode } from "react";
import type { SqlAnswer } from "~/api/sql";
import { formatCount } from "~/format/number";
import { formatDuration } from "~/format/time";
import { Choice } from "~/ui/Choice";
import { Toolbar } from "~/ui/Toolbar";
import { AnswerPlot, type PlotChoice } from "./AnswerPlot";
import styles from "./AnswerPlot.module.css";
import { AnswerTable } from "./AnswerTable";
import { Downloads } from "./Downloads";

/** How an answer is shown, as it stands in the address. */
export interface AnswerChoice extends PlotChoice {
  as?: "plot" | undefined;
}

/** An answer as table or plot, with its size, and the whole of it as a file. */
export function Answer({
  answer,
  choice,
  onChoice,
  fileOf,
  children,
}: {
  answer: SqlAnswer & { seconds: number };
  choice: AnswerChoice;
  onChoice: (change: AnswerChoice) => void;
  fileOf: (type: string) => Promise<Blob>;
  children?: ReactNode;
}) {
  const { as = "table" } = choice;
  return (
    <>
      <Toolbar>
        <Choice
          label="Show the answer as"
          value={as}
          choices={[
            { value: "table", name: "Table" },
            { value: "plot", name: "Plot" },
          ]}
          onValue={(next) => onChoice({ as: next === "table" ? undefined : next })}
        />
        <span className={styles.facts} role="status">
          {answer.truncated && "the first "}
          {formatCount(answer.rows.length, "row")} in {formatDuration(answer.seconds)}
        </span>
        {children}
        <Downloads fileOf={fileOf} />
      </Toolbar>
      {as === "table" && <AnswerTable answer={answer} />}
      {as === "plot" && <AnswerPlot answer={answer} choice={choice} onChoice={onChoice} />}
    </>
  );
}
