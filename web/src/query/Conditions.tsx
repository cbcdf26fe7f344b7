import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button, IconButton } from "~/ui/Button";
import { Select } from "~/ui/Select";
import type { Askable } from "./askable";
import { usedIn } from "./Columns";
import { conditionOf, OPERATORS, type Operator } from "./condition";
import styles from "./QueryView.module.css";
import type { BuiltQuery } from "./query";
import { conditionText } from "./write";

/** What rows must be like: conditions that all hold. */
export function Conditions({
  all,
  query,
  onQuery,
}: {
  all: readonly Askable[];
  query: BuiltQuery;
  onQuery: (query: BuiltQuery) => void;
}) {
  const [chosen, setChosen] = useState("0:0");
  const [operator, setOperator] = useState<Operator>("=");
  const [value, setValue] = useState("");
  const used = usedIn(all, query);
  const conjuncts = query.selection;
  const [setAt = 0, attributeAt = 0] = chosen.split(":").map(Number);
  const set = used[setAt] ?? used[0];
  const attribute = set?.attributes[attributeAt] ?? set?.attributes[0];
  if (set === undefined || attribute === undefined) return null;
  const condition = conditionOf(set.name, attribute, operator, value);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (condition === null) return;
    onQuery({ ...query, selection: [...conjuncts, condition] });
    setValue("");
  };
  return (
    <section className={styles.part} aria-label="Conditions">
      <h2>Conditions</h2>
      <ul className={styles.conditions}>
        {conjuncts.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same condition may stand twice
          <li key={at}>
            <code>{conditionText(each)}</code>
            <IconButton
              icon={X}
              label={`Remove ${conditionText(each)}`}
              onClick={() => onQuery({ ...query, selection: conjuncts.filter((_, other) => other !== at) })}
            />
          </li>
        ))}
      </ul>
      <form className={styles.form} onSubmit={add}>
        <Select
          label="Attribute"
          value={chosen}
          choices={used.flatMap(({ name, attributes }, at) =>
            attributes.map((each, place) => ({ value: `${at}:${place}`, name: `${name}.${each.name}` })),
          )}
          onValue={setChosen}
        />
        <Select
          label="is"
          value={operator}
          choices={OPERATORS.map((each) => ({ value: each, name: each }))}
          onValue={(next) => setOperator(next as Operator)}
        />
        {operator !== "is null" && (
          <input
            aria-label="Value"
            placeholder={operator === "in" || operator === "between" ? "1, 2" : "value"}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        )}
        <Button type="submit" icon={Plus} disabled={condition === null}>
          Add
        </Button>
      </form>
    </section>
  );
}
