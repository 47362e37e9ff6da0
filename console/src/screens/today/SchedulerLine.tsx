import { useSignal } from "@preact/signals";
import { dataApi, done } from "../../api/client.ts";
import { type ApiProblem, toProblem } from "../../api/problem.ts";
import { may, organization } from "../../auth/organizations.ts";
import { Button } from "../../components/Button.tsx";
import { confirm } from "../../components/Confirm.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { showToast } from "../../components/Toast.tsx";
import { now } from "../../lib/clock.ts";
import { formatFromNow, formatSpan } from "../../lib/format.ts";
import { askNow, isCutOff, pulse } from "../../live/live.ts";
import { texts } from "../../texts/texts.ts";

/** Who dials, how long calls wait, and the switch for all of it. */
export function SchedulerLine() {
  const t = texts.value;
  const told = pulse.value;
  const isPausing = useSignal(false);
  if (told === undefined) return null;
  const waits = told.next_due_at === null
    ? 0
    : Math.max(0, (now.value - Date.parse(told.next_due_at)) / 1_000);
  const unavailable = isCutOff.value ? t.problems.offline : undefined;
  const resume = () =>
    confirm({
      title: t.today.resumeQuestion,
      consequence: <p>{t.today.resumeMeans(told.due)}</p>,
      act: t.today.resume,
      acting: t.today.resuming,
      onAct: async () => {
        await changePause(null);
        showToast(t.today.resumed);
      },
    });
  return (
    <div class="flex flex-wrap items-center justify-between gap-3 border-t border-base-300 pt-4 text-sm">
      <p>
        {told.swept_at === null
          ? t.today.schedulerRests
          : t.today.lastPass(formatFromNow(told.swept_at, now.value))}
        {waits >= 1 && told.due > 0 && ` · ${t.today.longestWait(formatSpan(waits))}`}
      </p>
      {may.manage() && (told.paused_reason === null
        ? (
          <Button tone="danger" small unavailable={unavailable} onClick={() => isPausing.value = true}>
            {t.today.pauseAll}
          </Button>
        )
        : <Button tone="primary" small unavailable={unavailable} onClick={resume}>{t.today.resume}</Button>)}
      {isPausing.value && <PauseDialog onClose={() => isPausing.value = false} />}
    </div>
  );
}

/** Throws ApiProblem. */
async function changePause(reason: string | null): Promise<void> {
  const org = organization.peek();
  if (org === undefined) return;
  await done(
    dataApi.rpc("change_organization", { p_org_id: org.id, p_changes: { calling_paused_reason: reason } }),
  );
  askNow();
}

/** Stops every call that is not on the line yet; everybody reads the reason. */
function PauseDialog({ onClose }: { onClose: () => void }) {
  const t = texts.value.today;
  const reason = useSignal("");
  const isBusy = useSignal(false);
  const problem = useSignal<ApiProblem | undefined>(undefined);
  const submit = async () => {
    if (isBusy.value) return;
    isBusy.value = true;
    problem.value = undefined;
    try {
      await changePause(reason.value.trim());
      showToast(t.paused);
      onClose();
    } catch (error) {
      problem.value = toProblem(error);
    }
    isBusy.value = false;
  };
  return (
    <Dialog
      title={t.pauseQuestion}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.value.common.back}</Button>
          <Button tone="danger" type="submit" form="pause" busy={isBusy.value ? t.pausing : undefined}>
            {t.pauseAll}
          </Button>
        </>
      }
    >
      <Form id="pause" class="flex flex-col gap-3" onSubmit={submit}>
        <p>{t.pauseMeans}</p>
        <Field label={t.pauseReason} hint={t.pauseReasonHint}>
          {(links) => (
            <input
              {...links}
              class="input w-full"
              required
              maxLength={1000}
              value={reason.value}
              onInput={(event) => reason.value = event.currentTarget.value}
            />
          )}
        </Field>
        {problem.value && <ErrorNotice problem={problem.value} />}
      </Form>
    </Dialog>
  );
}
