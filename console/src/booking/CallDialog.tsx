import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { ApiProblem, FieldProblem } from "../api/problem.ts";
import { toProblem } from "../api/problem.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice } from "../components/ErrorNotice.tsx";
import { focusFirstProblem } from "../components/Field.tsx";
import { Form } from "../components/Form.tsx";
import { isCutOff } from "../live/live.ts";
import { tellField } from "../reasons/tell-field.ts";
import { texts } from "../texts/texts.ts";
import type { Booking, BookingFields } from "./booking.ts";

/** The fields whose faults stand beside them; others are told above the buttons. */
const shownFields = new Set([
  "contact_name",
  "contact_phone",
  "contact_id",
  "agent_id",
  "call_topic",
  "call_language",
  "purpose",
  "scheduled_at",
  "checkup_threshold_days",
  "last_checkup_date",
]);

/** The frame of booking, editing and moving: one form, its faults at their fields, and a button that says what it does. */
export function CallDialog(props: {
  title: string;
  act: string;
  acting: string;
  booking: Booking;
  /** Throws ApiProblem. */
  onSend: () => Promise<void>;
  onClose: () => void;
  unavailable?: string | undefined;
  /** What will happen, in a sentence beside the button. */
  summary?: ComponentChildren;
  children: (
    problemOf: (field: keyof BookingFields | "scheduled_at") => string | undefined,
  ) => ComponentChildren;
}) {
  const t = texts.value;
  const form = useRef<HTMLFormElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const { verdict, at, moments } = props.booking;
  const checked = verdict.value.kind === "failed" ? verdict.value.problem.fields : [];
  const problemOf = (field: string) =>
    findProblem(problem?.fields ?? [], field) ?? findProblem(checked, field);
  const send = async () => {
    if (isBusy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await props.onSend();
    } catch (error) {
      setProblem(toProblem(error));
      focusFirstProblem(form.current);
    }
    setBusy(false);
  };
  const stopped = verdict.value.kind === "said" && verdict.value.decision.outcome === "stop";
  const unavailable = isCutOff.value
    ? t.problems.offline
    : props.unavailable ?? (stopped
      ? t.booking.cannotBeMade
      : moments.value !== undefined && at.value === undefined
      ? t.booking.chooseMoment
      : undefined);
  const isShownAbove = problem !== undefined && !(problem.fields.length > 0 &&
    problem.fields.every(({ field }) => shownFields.has(field)));
  return (
    <Dialog
      wide
      title={props.title}
      onClose={props.onClose}
      actions={
        <>
          <div class="mr-auto max-w-lg text-sm max-sm:basis-full sm:min-w-64 sm:flex-1">{props.summary}</div>
          <Button onClick={props.onClose}>{t.common.back}</Button>
          <Button
            tone="primary"
            type="submit"
            form="call-form"
            busy={isBusy ? props.acting : undefined}
            unavailable={unavailable}
          >
            {props.act}
          </Button>
        </>
      }
    >
      <Form
        id="call-form"
        ref={form}
        class="flex flex-col gap-4"
        onSubmit={send}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          if (unavailable === undefined) form.current?.requestSubmit();
        }}
      >
        {props.children(problemOf)}
        {isShownAbove && problem && <ErrorNotice problem={problem} />}
      </Form>
    </Dialog>
  );
}

function findProblem(fields: readonly FieldProblem[], field: string): string | undefined {
  const found = fields.find((one) => one.field === field);
  return found && tellField(found);
}
