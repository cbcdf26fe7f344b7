import { Link } from "@tanstack/react-router";
import { Fragment, useMemo } from "react";
import type { Cell, Execution, ExecutionSummary } from "~/api/schema";
import { Section } from "~/execution/Section";
import type { Field } from "~/executions/fields";
import type { Run } from "~/executions/queries";
import { Swatch } from "~/executions/Swatch";
import { shortTag } from "~/format/name";
import { formatCount } from "~/format/number";
import { CellText } from "~/ui/Figures";
import { Check } from "./Check";
import styles from "./CompareView.module.css";
import { type Fact, factsOf } from "./differences";

interface DifferencesProps {
  summaries: readonly ExecutionSummary[];
  runs: readonly Run[];
  fields: readonly Field[];
  /** With environments, where these were asked for. */
  whole: readonly Execution[];
  same: boolean;
  onSame: (same: boolean) => void;
}

/** What the executions differ in: a line for each, an execution a column. */
export function Differences({ summaries, runs, fields, whole, same, onSame }: DifferencesProps) {
  const facts = useMemo(() => factsOf(summaries, runs, fields, whole), [summaries, runs, fields, whole]);
  const shown = same ? facts : facts.filter(({ differs }) => differs);
  const alike = facts.filter(({ differs }) => !differs).length;
  const parts = [...new Set(shown.map(({ part }) => part))];
  return (
    <Section
      title="What differs"
      tools={
        <>
          <span>{formatCount(alike, "value")} the same in all</span>
          <Check
            label="show them too"
            checked={same || undefined}
            onChecked={(next) => onSame(next === true)}
          />
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section className={styles.matrix} tabIndex={0} aria-label="Values of each execution">
        <table>
          <thead>
            <tr>
              <th scope="col">execution</th>
              {summaries.map(({ id, name, tag }) => (
                <th key={id} scope="col" title={tag}>
                  <Swatch execution={id} />
                  <Link to="/executions/$id" params={{ id: String(id) }}>
                    {name ?? shortTag(tag)}
                  </Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <Fragment key={part}>
                <tr className={styles.part}>
                  <th scope="rowgroup" colSpan={summaries.length + 1}>
                    {part}
                  </th>
                </tr>
                {shown
                  .filter((fact) => fact.part === part)
                  .map((fact) => (
                    <FactRow key={fact.name} fact={fact} ids={summaries.map(({ id }) => id)} />
                  ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

function FactRow({ fact: { name, values, differs }, ids }: { fact: Fact; ids: readonly number[] }) {
  return (
    <tr data-differs={differs}>
      <th scope="row" title={name}>
        {name}
      </th>
      {values.map((value, at) => (
        <td key={ids[at]} title={typeof value === "string" ? value : undefined}>
          <CellText value={value as Cell | undefined} />
        </td>
      ))}
    </tr>
  );
}
