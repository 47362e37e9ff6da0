import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { useFault } from "./use-fault.ts";

/** What the control itself must carry, so that its label, hint and fault are read with it. */
export interface FieldLinks {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": "true" | undefined;
}

/**
 * Label above, hint and fault below: what the browser finds wrong with the control when its form is sent, else `problem`.
 *
 * @example
 * <Field label={t.phone} hint={t.phoneHint} problem={problemOf("contact_phone")}>
 *   {(links) => <input {...links} {...constraints.NewCallSchedule.contact_phone} class="input w-full" name="contact_phone" />}
 * </Field>
 */
export function Field(props: {
  label: string;
  hint?: ComponentChildren;
  problem?: string | undefined;
  class?: string;
  children: (links: FieldLinks) => ComponentChildren;
}) {
  const id = useId();
  const { fault, watch } = useFault();
  const problem = fault ?? props.problem;
  const described = [props.hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-problem`]
    .filter((one) => one !== false);
  return (
    <div class={`flex min-w-0 flex-col gap-1 ${props.class ?? ""}`} {...watch}>
      <label class="text-sm font-medium" for={id}>{props.label}</label>
      {props.children({
        id,
        "aria-describedby": described.length === 0 ? undefined : described.join(" "),
        "aria-invalid": problem === undefined ? undefined : "true",
      })}
      {props.hint !== undefined && (
        <div id={`${id}-hint`} class="text-xs text-base-content/80">{props.hint}</div>
      )}
      {problem !== undefined && <div id={`${id}-problem`} class="text-sm text-error">{problem}</div>}
    </div>
  );
}

/** After a refusal the focus goes to the first field that is wrong. */
export function focusFirstProblem(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    // Also of those that belong to it from elsewhere in the page.
    const wrong = [...form?.elements ?? []].find((one) => one.matches("[aria-invalid=true]"));
    if (!(wrong instanceof HTMLElement)) return;
    wrong.focus();
    // One that has the focus already is not brought into view by it, and what is wrong stands below.
    wrong.scrollIntoView({ block: "nearest" });
  });
}
