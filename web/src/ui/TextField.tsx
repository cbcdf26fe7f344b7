import { Search } from "lucide-react";
import type { InputHTMLAttributes } from "react";
import styles from "./TextField.module.css";

/** A field to look for something; `/` goes there. */
export function SearchField({
  label,
  value,
  onValue,
  ...native
}: {
  label: string;
  value: string;
  onValue: (value: string) => void;
} & Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange" | "className">) {
  return (
    <label className={styles.field}>
      <Search size={14} aria-hidden />
      <input
        {...native}
        data-filter
        type="search"
        aria-label={label}
        placeholder={label}
        className={styles.input}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
    </label>
  );
}
