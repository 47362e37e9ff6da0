import { useState } from "preact/hooks";
import { type ApiProblem, toProblem } from "../api/problem.ts";
import { askNow } from "../live/live.ts";
import { tellField } from "../reasons/tell-field.ts";

export interface Sending {
  busy: boolean;
  /** Why the last one was refused; undefined as soon as another is sent. */
  problem: ApiProblem | undefined;
  /** What is wrong with that field, for `Field`. */
  problemOf(field: string): string | undefined;
  /** Runs one write at a time; true: it was taken. */
  send(act: () => Promise<unknown>): Promise<boolean>;
}

/** The state of a form that writes: busy, refused with its fields, or done, after which the screen is read anew. */
export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  return {
    busy,
    problem,
    problemOf: (field) => {
      const found = problem?.fields.find((one) => one.field.split(/[.[]/)[0] === field);
      return found && tellField(found);
    },
    send: async (act) => {
      if (busy) return false;
      setBusy(true);
      setProblem(undefined);
      try {
        await act();
        askNow();
        return true;
      } catch (error) {
        setProblem(toProblem(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}

/** The text of a form's field without spaces around it; undefined where nothing was typed. */
export function textOf(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
