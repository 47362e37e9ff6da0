import { useEffect, useState } from "preact/hooks";
import { tellInvalid } from "../reasons/tell-invalid.ts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function isControl(target: EventTarget | null): target is Control {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement;
}

export interface Fault {
  /** In the language that is chosen; undefined while nothing is wrong, or nobody has tried to send it. */
  fault: string | undefined;
  /** For an element around the control. */
  watch: { onInvalidCapture: (event: Event) => void; onInput: (event: Event) => void };
}

/** What is wrong with the control inside, told from the moment at which its form was to be sent until it is mended. */
export function useFault(): Fault {
  const [wrong, tell] = useState<{ control: Control }>();
  // Also mended where not the person wrote it but the page, or where the control has gone.
  useEffect(() => {
    if (wrong && (wrong.control.validity.valid || !wrong.control.isConnected)) tell(undefined);
  });
  return {
    fault: wrong && tellInvalid(wrong.control),
    watch: {
      onInvalidCapture: ({ target }) => {
        if (!isControl(target)) return;
        target.closest("details")?.setAttribute("open", "");
        tell({ control: target });
      },
      onInput: ({ target }) => {
        if (wrong && target === wrong.control) tell({ control: wrong.control });
      },
    },
  };
}
