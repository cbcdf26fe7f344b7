import type { Execution } from "~/api/schema";
import { formatBytes, formatCount } from "~/format/number";
import { CopyButton } from "~/ui/CopyButton";
import styles from "./Environment.module.css";
import { Pairs, Section } from "./Section";

/** Where and with what it ran, and how the code differed from its commit. */
export function Environment({ execution: { program, machine, environment, tag } }: { execution: Execution }) {
  const packages = Object.entries(environment?.packages ?? {});
  const variables = Object.entries(environment?.variables ?? {});
  const git = environment?.git;
  const pairs: [string, string | null | undefined][] = [
    ["tag", tag],
    ["program", program?.name],
    ["language", program?.language],
    ["framework", program?.framework],
    ["cpu", machine?.cpu],
    ["cores", machine?.cores?.toString()],
    ["memory", machine?.memory_bytes ? formatBytes(machine.memory_bytes) : null],
    ["commit", git?.commit && `${git.commit.slice(0, 12)}${git.dirty ? ", changed" : ""}`],
  ];
  return (
    <Section title="Environment">
      <Pairs pairs={pairs.filter(([, value]) => value)} />
      {program?.command && (
        <p className={styles.command}>
          <code>{program.command}</code>
          <CopyButton text={program.command} label="Copy the command" />
        </p>
      )}
      {packages.length > 0 && (
        <details className={styles.more}>
          <summary>{formatCount(packages.length, "package")}</summary>
          <Pairs pairs={packages} />
        </details>
      )}
      {variables.length > 0 && (
        <details className={styles.more}>
          <summary>{formatCount(variables.length, "variable")}</summary>
          <Pairs pairs={variables} />
        </details>
      )}
      {git?.diff && (
        <details className={styles.more}>
          <summary>Code that differs from the commit</summary>
          <Diff text={git.diff} />
        </details>
      )}
    </Section>
  );
}

function Diff({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <pre className={styles.diff} tabIndex={0}>
      {text.split("\n").map((line, at) => {
        const kind = line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : undefined;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no other name
          <span key={at} data-kind={kind}>
            {`${line}\n`}
          </span>
        );
      })}
    </pre>
  );
}
