import type { ReactNode } from "react";

/** What may be wider than the window and scrolls by itself, so the keyboard must reach it. */
export function Scroll({
  label,
  className,
  children,
}: {
  label: string;
  className: string | undefined;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
