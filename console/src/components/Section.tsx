import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** A part of a screen with a heading of its own; `actions` stand beside it. */
export function Section(
  { title, hint, actions, children }: {
    title: string;
    hint?: ComponentChildren;
    actions?: ComponentChildren;
    children: ComponentChildren;
  },
) {
  const id = useId();
  return (
    <section aria-labelledby={id} class="flex flex-col gap-3 rounded-box border border-base-300 p-4">
      <div class="flex flex-wrap items-start justify-between gap-2">
        <h2 id={id} class="text-lg font-semibold">{title}</h2>
        {actions && <div class="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {hint !== undefined && <p class="max-w-prose text-sm text-base-content/80">{hint}</p>}
      {children}
    </section>
  );
}
