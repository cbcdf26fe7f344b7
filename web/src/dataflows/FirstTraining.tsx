import { Tabs } from "@base-ui/react/tabs";
import { CopyButton } from "~/ui/CopyButton";
import { Empty } from "~/ui/States";
import styles from "./FirstTraining.module.css";
import { snippets } from "./snippets";

/** Nothing has been captured yet: what to add to a training, with the address of this server filled in. */
export function FirstTraining() {
  const all = snippets(location.origin);
  return (
    <Empty title="No training has reported yet">
      <p>
        Add these lines to one. It appears here with its first epoch, and this page need not be loaded again.
      </p>
      <Tabs.Root defaultValue={all[0]?.name} className={styles.tabs}>
        <Tabs.List className={styles.list} aria-label="What you train with">
          {all.map(({ name }) => (
            <Tabs.Tab key={name} value={name} className={styles.tab}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {all.map(({ name, before, code }) => (
          <Tabs.Panel key={name} value={name} className={styles.panel}>
            <Snippet label="Before it runs" text={before} />
            <Snippet label="In the program" text={code} />
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </Empty>
  );
}

function Snippet({ label, text }: { label: string; text: string }) {
  return (
    <figure className={styles.snippet}>
      <figcaption>{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0}>{text}</pre>
      <CopyButton text={text} label={`Copy: ${label.toLowerCase()}`} />
    </figure>
  );
}
