import type { FormHTMLAttributes } from "preact";
import { focusFirstProblem } from "./Field.tsx";

type Props = Omit<FormHTMLAttributes<HTMLFormElement>, "onSubmit" | "noValidate"> & {
  /** Called when every field is as it is asked for; the page stays where it is. */
  onSubmit: (event: SubmitEvent) => void;
};

/**
 * The only form of the console. The browser finds what is wrong, by the attributes of each control, and says nothing: its bubbles and
 * tooltips speak its own language. Each `Field` says it beside its control (`useFault`), and the first wrong one has the focus.
 */
export function Form({ onSubmit, ...rest }: Props) {
  return (
    <form
      {...rest}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        if (form.checkValidity()) onSubmit(event);
        else focusFirstProblem(form);
      }}
    />
  );
}
