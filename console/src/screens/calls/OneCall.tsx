import { useSignal } from "@preact/signals";
import type { CallAttempt, CallSchedule } from "../../api/types.ts";
import { may } from "../../auth/organizations.ts";
import { CallBadge } from "../../calls/CallBadge.tsx";
import { reasonOf, statusReasonOf } from "../../calls/reason-of.ts";
import { agents, explanation, oneCall } from "../../calls/resources.ts";
import { Button } from "../../components/Button.tsx";
import { CopyButton } from "../../components/CopyButton.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Heading } from "../../components/Heading.tsx";
import { SkeletonRows } from "../../components/Skeleton.tsx";
import { useKeys } from "../../lib/keys.ts";
import { href } from "../../lib/router.ts";
import { isCutOff } from "../../live/live.ts";
import { callTexts } from "../../texts/calls.ts";
import { texts } from "../../texts/texts.ts";
import { NotThere } from "../../shell/NotThere.tsx";
import { askToCallNow, askToCancel } from "./acts.tsx";
import { CallFactsList } from "./CallFactsList.tsx";
import { EditDialog } from "./EditDialog.tsx";
import { History } from "./History.tsx";
import { Settle } from "./Settle.tsx";
import { Timeline } from "./Timeline.tsx";
import { Why } from "./Why.tsx";

export function OneCall({ id }: { id: string }) {
  const answered = oneCall.use(id);
  const { data, problem, reload } = answered;
  if (data.value === undefined) {
    if (problem.value === undefined) return <SkeletonRows />;
    // What is no id answers as what is not there.
    return problem.value.status === 404 || problem.value.status === 400
      ? <NotThere />
      : <ErrorNotice problem={problem.value} onRetry={() => void reload()} />;
  }
  const { schedule, attempts } = data.value;
  return (
    <>
      {problem.value && <ErrorNotice problem={problem.value} onRetry={() => void reload()} />}
      <CallPage call={schedule} attempts={attempts} reload={reload} />
    </>
  );
}

function CallPage({ call, attempts, reload }: {
  call: CallSchedule;
  attempts: readonly CallAttempt[];
  reload: () => Promise<void>;
}) {
  const t = callTexts.value;
  const editing = useSignal<"edit" | "move" | null>(null);
  const why = explanation.use(call.id);
  const zone = why.data.value?.now.zone ?? null;
  const known = agents.use("all").data.value ?? [];
  const mayChange = may.change(call);
  const canChange = mayChange && call.call_status === "scheduled";
  const unavailable = isCutOff.value ? texts.value.problems.offline : undefined;
  const open = (what: "edit" | "move") => canChange && !isCutOff.value && (editing.value = what);
  useKeys({ e: () => open("edit"), m: () => open("move") });
  const last = attempts.at(-1);
  return (
    <>
      <a class="link-hover w-fit text-sm" href={href(["calls"])}>← {t.toList}</a>
      <Heading title={t.callOf(call.contact_name)}>
        {canChange && (
          <>
            <Button
              icon="calls"
              tone="primary"
              unavailable={unavailable}
              onClick={() => askToCallNow(call, why.data.value?.now, reload)}
            >
              {t.callNow}
            </Button>
            <Button unavailable={unavailable} onClick={() => open("move")}>{t.move}</Button>
            <Button unavailable={unavailable} onClick={() => open("edit")}>{t.edit}</Button>
          </>
        )}
        {mayChange && (call.call_status === "scheduled" || call.call_status === "in_progress") && (
          <Button
            tone="danger"
            unavailable={unavailable}
            onClick={() => askToCancel(call, reload)}
          >
            {t.cancel}
          </Button>
        )}
      </Heading>
      <p class="flex flex-wrap items-center gap-2">
        <CallBadge call={call} attempt={last} />
        <span>{call.attention ? statusReasonOf(call) : reasonOf(call)}</span>
      </p>
      {call.attention && <Settle call={call} reload={reload} />}
      {!mayChange && call.call_status === "scheduled" && (
        <p class="text-sm text-base-content/80">{may.book() ? t.notYours : t.viewersCannot}</p>
      )}
      <div class="grid gap-6 lg:grid-cols-[1fr_20rem]">
        <section aria-labelledby="timeline" class="flex min-w-0 flex-col gap-3">
          <h2 id="timeline" class="text-lg font-semibold">{t.timeline}</h2>
          <Timeline call={call} attempts={attempts} decisions={why.data.value?.decisions ?? []} />
          <h2 class="mt-4 text-lg font-semibold">{t.whyTitle}</h2>
          <Why of={why} isOver={call.call_status !== "scheduled"} />
          <History id={call.id} />
        </section>
        <aside class="flex flex-col gap-3 min-w-0">
          <CallFactsList
            call={call}
            zone={zone}
            agent={known.find(({ id }) => id === call.agent_id)?.name ?? ""}
          />
          <p class="flex items-center gap-1 text-xs text-base-content/80">
            <span>{t.id}</span>
            <code class="truncate">{call.id}</code>
            <CopyButton text={call.id} label={t.copyId} />
          </p>
        </aside>
      </div>
      {editing.value !== null && (
        <EditDialog
          call={call}
          zone={zone}
          part={editing.value}
          agents={known}
          onClose={() => editing.value = null}
          reload={reload}
        />
      )}
    </>
  );
}
