import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import styles from "./Button.module.css";

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> & { ref?: Ref<HTMLButtonElement> };

interface ButtonProps extends Native {
  icon?: LucideIcon;
  /** The one thing that a view is for is `primary`; `quiet` has no border. */
  look?: "primary" | "plain" | "quiet";
  children: ReactNode;
}

export function Button({ icon: Icon, look = "plain", children, ...native }: ButtonProps) {
  return (
    <button type="button" {...native} className={`${styles.button} ${styles[look]}`}>
      {Icon && <Icon size={14} aria-hidden />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Native {
  icon: LucideIcon;
  /** What it does, read aloud and shown on hover. */
  label: string;
}

export function IconButton({ icon: Icon, label, ...native }: IconButtonProps) {
  return (
    <button type="button" title={label} aria-label={label} {...native} className={styles.icon}>
      <Icon size={15} aria-hidden />
    </button>
  );
}
