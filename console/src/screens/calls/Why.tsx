import type { Decision } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { Badge } from "../../components/Badge.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Moment } from "../../components/Moment.tsx";
import { formatZone } from "../../lib/format.ts";
import type { Answer } from "../../lib/resource.ts";
import { tellDecision } from "../../reasons/tell-reason.ts";
import { callTexts } from "../../texts/calls.ts";
import { language, texts } from "../../texts/texts.ts";

/** What the calling policy says of this moment, and what it said before, with the rules that it rests on. */
export function Why({ of, isOver }: {
  of: Answer<{ now: Decision; decisions: Decision[] }>;
  /** Of a call that is over or goes on, what let it out says more than that it cannot go out once more. */
  isOver: boolean;
}) {
  const t = callTexts.value;
  return (
    <Loaded of={of}>
      {({ now, decisions }) => {
        // Of a call that waits for its time, what was said of that time says more than "not yet".
        const planned = decisions.findLast(({ stage }) => stage === "plan");
        const shown = isOver ? decisions.at(-1) ?? now : now.code === "not_due" ? planned ?? now : now;
        const others = decisions.toReversed().filter((decision) => decision !== shown);
        return (
          <div class="flex flex-col gap-3">
            <Said
              decision={shown}
              label={shown === now ? t.judgedNow : shown.stage === "plan" ? t.judgedPlan : t.judgedClaim}
            />
            {others.length > 0 && (
              <details>
                <summary class="w-fit cursor-pointer py-1">{t.decisions(others.length)}</summary>
                <div class="mt-2 flex flex-col gap-3">
                  {others.map((decision, index) => (
                    <Said
                      key={index}
                      decision={decision}
                      label={decision.stage === "plan" ? t.judgedPlan : t.judgedClaim}
                    />
                  ))}
                </div>
              </details>
            )}
          </div>
        );
      }}
    </Loaded>
  );
}

/** What a decision rests on, as the pack of rules calls it: in English, which others open if they want. */
function Rules({ rules }: Pick<Decision, "rules">) {
  if (rules.length === 0) return null;
  const list = (
    <ul lang="en" class="mt-1 list-disc pl-5 text-sm text-base-content/80">
      {rules.map(({ id, name, source }) => <li key={id}>{name ?? id}{source !== null && ` – ${source}`}</li>)}
    </ul>
  );
  return language.value === "en" ? list : (
    <details class="text-sm">
      <summary class="w-fit cursor-pointer py-1">{callTexts.value.rulesInEnglish}</summary>
      {list}
    </details>
  );
}

function Said({ decision, label }: { decision: Decision; label: string }) {
  const t = callTexts.value;
  const { outcome } = decision;
  return (
    <div class="rounded-box border border-base-300 p-3">
      <p class="flex flex-wrap items-center gap-2">
        <Badge
          tone={outcome === "call" ? "success" : outcome === "defer" ? "warning" : "error"}
          icon={outcome === "call" ? "done" : outcome === "defer" ? "hold" : "stop"}
        >
          {t.verdicts[outcome]}
        </Badge>
        <span class="text-sm text-base-content/80">
          {label} <Moment at={decision.at} zone={organizationZone.value} />
        </span>
      </p>
      <p class="mt-1">{tellDecision(decision, organizationZone.value)}</p>
      {decision.zone !== null && (
        <p class="text-sm text-base-content/80">
          {t.theirClock(formatZone(decision.zone, decision.at))}
          {decision.zone_source !== null && ` (${texts.value.booking.zoneSources[decision.zone_source]})`}
        </p>
      )}
      <Rules rules={decision.rules} />
    </div>
  );
}
