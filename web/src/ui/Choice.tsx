import styles from "./Choice.module.css";

/** One of a few: all of them in sight. */
export function Choice<T extends string>({
  label,
  value,
  choices,
  onValue,
}: {
  label: string;
  value: T;
  choices: readonly { value: T; name: string }[];
  onValue: (value: T) => void;
}) {
  return (
    <fieldset className={styles.choice}>
      <legend className="only-read-aloud">{label}</legend>
      {choices.map((each) => (
        <button
          key={each.value}
          type="button"
          className={styles.option}
          aria-pressed={each.value === value}
          onClick={() => onValue(each.value)}
        >
          {each.name}
        </button>
      ))}
    </fieldset>
  );
}
