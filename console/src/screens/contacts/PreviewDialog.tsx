import { useEffect, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { type ApiProblem, toProblem } from "../../api/problem.ts";
import type { paths } from "../../api/types.ts";
import { Dialog } from "../../components/Dialog.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { SkeletonRows } from "../../components/Skeleton.tsx";
import { formatNumber } from "../../lib/format.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { saidByServer } from "../../reasons/said-by-server.ts";
import { tellReason } from "../../reasons/tell-reason.ts";
import { contactTexts } from "../../texts/contacts.ts";
import type { Rule } from "./rule.ts";

type Preview = paths["/call-scheduling/{org_slug}/rules/{id}/preview"]["post"]["responses"][200]["content"][
  "application/json"
];
type Verdict = Preview["would_call"][number];

const shown = 50;

/** Whom a rule would call now, and whom not by reason. Asked once: what comes in meanwhile does not move the rows. */
export function PreviewDialog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const t = contactTexts.value;
  const [found, setFound] = useState<Preview>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setProblem(undefined);
    const path = { ...inOrganization(), id: rule.id };
    answer(
      api.POST("/call-scheduling/{org_slug}/rules/{id}/preview", {
        params: { path, query: { limit: shown } },
        signal: abort.signal,
      }),
    ).then(setFound, (error) => abort.signal.aborted || setProblem(toProblem(error)));
    return () => abort.abort();
  }, [rule.id, turn]);
  return (
    <Dialog title={t.previewTitle(rule.rule_name)} onClose={onClose} wide>
      {problem && <ErrorNotice problem={problem} onRetry={() => setTurn(turn + 1)} />}
      {!found && !problem && (
        <>
          <p role="status">{t.previewWait}</p>
          <SkeletonRows rows={4} />
        </>
      )}
      {found && <Found found={found} />}
    </Dialog>
  );
}

function Found({ found }: { found: Preview }) {
  const t = contactTexts.value;
  const reasons = Object.entries(found.reason_counts).sort(([, one], [, other]) => other - one);
  const say = (code: string) =>
    t.reasons[code] ??
      saidByServer(found.would_not_call.find(({ reason_code }) => reason_code === code)?.reason ?? null) ??
      t.wouldNotCall;
  return (
    <div class="flex flex-col gap-4">
      <div class="grid grid-cols-2 gap-3">
        <Figure label={t.wouldCall} count={found.would_call_count} />
        <Figure label={t.wouldNotCall} count={found.would_not_call_count} />
      </div>
      {reasons.length > 0 && (
        <section class="flex flex-col gap-1">
          <h3 class="font-semibold">{t.byReason}</h3>
          <ul class="grid gap-x-6 text-sm sm:grid-cols-2">
            {reasons.map(([code, count]) => (
              <li key={code} class="flex justify-between gap-2 border-b border-base-300 py-1">
                <span>{say(code)}</span>
                <span class="tabular-nums">{formatNumber(count)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Verdicts title={t.wouldCall} verdicts={found.would_call} all={found.would_call_count} open />
      <Verdicts title={t.wouldNotCall} verdicts={found.would_not_call} all={found.would_not_call_count} />
      <p class="text-sm text-base-content/80">{t.previewOnly}</p>
    </div>
  );
}

function Figure({ label, count }: { label: string; count: number }) {
  return (
    <p class="flex flex-col rounded-box border border-base-300 p-3">
      <span class="text-2xl font-semibold tabular-nums">{formatNumber(count)}</span>
      <span class="text-sm">{label}</span>
    </p>
  );
}

function Verdicts({ title, verdicts, all, open = false }: {
  title: string;
  verdicts: readonly Verdict[];
  all: number;
  open?: boolean;
}) {
  const t = contactTexts.value;
  return (
    <details open={open}>
      <summary class="cursor-pointer py-2 font-semibold">
        {title}{" "}
        {verdicts.length < all && <span class="font-normal">({t.firstOf(verdicts.length, all)})</span>}
      </summary>
      {verdicts.length === 0 ? <p class="text-sm">{t.nobody}</p> : (
        <ul class="text-sm">
          {verdicts.map((verdict) => (
            <li
              key={verdict.contact_id}
              class="grid gap-x-4 border-b border-base-300 py-1 sm:grid-cols-[14rem_1fr]"
            >
              <span class="font-medium">{verdict.contact_name}</span>
              <span class="text-base-content/80">
                {tellReason(verdict.reason_code, verdict.reason, {
                  data: { last_checkup_date: verdict.last_checkup_date },
                  zone: organizationZone.value,
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
