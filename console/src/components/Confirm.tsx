import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type ApiProblem, toProblem } from "../api/problem.ts";
import { texts } from "../texts/texts.ts";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";

/** What reaches a phone or cannot be taken back is asked once more, with its consequence. */
export interface Question {
  title: string;
  /** What follows, repeated in whole sentences. */
  consequence: ComponentChildren;
  /** What the button does: "Cancel the call". */
  act: string;
  /** While it is done: "Cancelling …". */
  acting: string;
  tone?: "primary" | "danger";
  /** The way back: "Keep it". Left out: "Back". */
  back?: string;
  /** The words that must be typed first, for what reaches many. */
  typed?: string;
  onAct: () => Promise<void>;
}

const question = signal<Question | null>(null);

export function confirm(asked: Question): void {
  question.value = asked;
}

/** One for the whole page, in the shell. */
export function ConfirmDialog() {
  return question.value && <Asked key={question.value.title} asked={question.value} />;
}

function Asked({ asked }: { asked: Question }) {
  const t = texts.value.common;
  const [acting, setActing] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [typed, setTyped] = useState("");
  const close = () => question.value = null;
  const act = async () => {
    setActing(true);
    setProblem(undefined);
    try {
      await asked.onAct();
      close();
    } catch (error) {
      setProblem(toProblem(error));
    }
    setActing(false);
  };
  const missing = asked.typed !== undefined && typed.trim() !== asked.typed;
  return (
    <Dialog
      title={asked.title}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{asked.back ?? t.back}</Button>
          <Button
            tone={asked.tone ?? "primary"}
            onClick={() => void act()}
            busy={acting ? asked.acting : undefined}
            unavailable={missing ? t.typeFirst(asked.typed ?? "") : undefined}
          >
            {asked.act}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-3">
        <div>{asked.consequence}</div>
        {asked.typed !== undefined && (
          <input
            class="input w-full"
            aria-label={t.typeFirst(asked.typed)}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {problem && <ErrorNotice problem={problem} />}
      </div>
    </Dialog>
  );
}
