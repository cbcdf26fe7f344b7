import styles from "./CompareView.module.css";

/** Something that is or is not, as the address has it. */
export function Check({
  label,
  checked,
  onChecked,
}: {
  label: string;
  checked: true | undefined;
  onChecked: (checked: true | undefined) => void;
}) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={checked === true}
        onChange={() => onChecked(checked ? undefined : true)}
      />
      {label}
    </label>
  );
}
