import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { texts } from "../texts/texts.ts";
import { keepFocus } from "../lib/keep-focus.ts";
import { Icon } from "./Icon.tsx";

/**
 * A dialog while it is rendered. The focus stays in it, Esc closes it and what lies behind is out of reach: all the browser's
 * own. Afterwards the focus is where it was, or on
 * the heading of the screen where that is gone.
 */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  /** The buttons; one that cannot be taken back comes last and is never the default. */
  actions?: ComponentChildren;
  /** The whole screen of a phone, and more room elsewhere. */
  wide?: boolean;
  /** Neither Esc nor a cross: there is no way back but by its buttons. */
  fixed?: boolean;
  children: ComponentChildren;
}) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      if (before !== document.body) keepFocus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="modal modal-bottom sm:modal-middle"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (props.fixed !== true) props.onClose();
      }}
    >
      <div
        class={`modal-box flex max-h-dvh flex-col gap-4 p-4 sm:max-h-[92dvh] sm:p-6 ${
          props.wide ? "max-sm:h-dvh max-sm:rounded-none sm:max-w-3xl" : ""
        }`}
      >
        <div class="flex items-start justify-between gap-2">
          <h2 id={id} class="text-lg font-semibold">{props.title}</h2>
          {props.fixed !== true && (
            <button
              type="button"
              class="btn btn-ghost btn-sm btn-square max-sm:min-h-11 max-sm:min-w-11"
              aria-label={texts.value.common.close}
              onClick={props.onClose}
            >
              <Icon name="cross" />
            </button>
          )}
        </div>
        <div class="min-h-0 flex-1 -mx-1 overflow-y-auto px-1 py-1">{props.children}</div>
        {props.actions && (
          <div class="flex flex-wrap items-start justify-end gap-2 [&>span]:items-end">{props.actions}</div>
        )}
      </div>
    </dialog>
  );
}
