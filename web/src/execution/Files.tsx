import type { Execution } from "~/api/schema";
import { formatBytes } from "~/format/number";
import { CopyButton } from "~/ui/CopyButton";
import { CellText, Moment } from "~/ui/Figures";
import { Scroll } from "~/ui/Scroll";
import table from "~/ui/Table.module.css";
import { Section } from "./Section";
import styles from "./Tables.module.css";

const HASH = 12;

/** Files that were read and written, by their content's hash. */
export function Files({ files }: { files: Execution["files"] }) {
  if (files.length === 0) return null;
  return (
    <Section title="Files">
      <Scroll className={styles.frame} label="Table of files">
        <table className={`${table.table} ${styles.table}`}>
          <thead>
            <tr>
              <th>file</th>
              <th>role</th>
              <th className={table.number}>epoch</th>
              <th className={table.number}>size</th>
              <th>sha256</th>
              <th>when</th>
            </tr>
          </thead>
          <tbody>
            {files.map((file) => (
              <tr key={file.id}>
                <td title={file.path ?? undefined}>{file.name}</td>
                <td>{file.role ?? ""}</td>
                <td className={table.number}>
                  <CellText value={file.epoch} />
                </td>
                <td className={table.number}>{file.size === null ? "–" : formatBytes(file.size)}</td>
                <td>
                  {file.sha256 && (
                    <span className={styles.hash} title={file.sha256}>
                      {file.sha256.slice(0, HASH)}…
                      <CopyButton text={file.sha256} label={`Copy the hash of ${file.name}`} />
                    </span>
                  )}
                </td>
                <td>
                  <Moment at={file.at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  );
}
