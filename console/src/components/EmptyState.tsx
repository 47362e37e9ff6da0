import type { ComponentChildren } from "preact";

/** One sentence, and the next step. */
export function EmptyState(
  { children, action }: { children: ComponentChildren; action?: ComponentChildren },
) {
  return (
    <div class="flex flex-col items-center gap-3 rounded-box border border-dashed border-base-300 px-4 py-10 text-center">
      <p class="max-w-prose text-base-content/80">{children}</p>
      {action}
    </div>
  );
}
