import { useEffect, useRef } from "preact/hooks";
import { announce } from "../lib/announce.ts";
import { keepFocus } from "../lib/keep-focus.ts";
import { texts } from "../texts/texts.ts";

/** Where one is in a task of several steps, the next of which begins at its top. The numbers and the words say it, the colour only repeats it. */
export function Steps(
  { label, steps, current }: { label: string; steps: readonly string[]; current: number },
) {
  const shown = useRef(current);
  useEffect(() => {
    if (shown.current === current) return;
    shown.current = current;
    keepFocus();
    announce(steps[current] ?? "");
    scrollTo(0, 0);
  }, [current]);
  return (
    <ol aria-label={label} class="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={index === current ? "step" : undefined}
          class={`flex items-center gap-2 ${index === current ? "font-semibold" : "text-base-content/80"}`}
        >
          <span
            class={`badge badge-sm ${index <= current ? "badge-primary" : "badge-soft"}`}
            aria-hidden="true"
          >
            {index + 1}
          </span>
          {step}
          {index < current && <span class="sr-only">{texts.value.common.stepDone}</span>}
        </li>
      ))}
    </ol>
  );
}
