import styles from "./Select.module.css";

/** One of many, with its label before it. */
export function Select({
  label,
  value,
  choices,
  onValue,
}: {
  label: string;
  value: string;
  choices: readonly { value: string; name: string }[];
  onValue: (value: string) => void;
}) {
  return (
    <label className={styles.select}>
      {label}
      <select value={value} onChange={(event) => onValue(event.target.value)}>
        {choices.map((each) => (
          <option key={each.value} value={each.value}>
            {each.name}
          </option>
        ))}
      </select>
    </label>
  );
}
