import type { CallSchedule } from "../../api/types.ts";
import { may } from "../../auth/organizations.ts";
import { Button } from "../../components/Button.tsx";
import { confirm } from "../../components/Confirm.tsx";
import { Icon } from "../../components/Icon.tsx";
import { isCutOff } from "../../live/live.ts";
import { attentionOf } from "../../calls/reason-of.ts";
import { callTexts } from "../../texts/calls.ts";
import { texts } from "../../texts/texts.ts";
import { settle } from "./acts.tsx";

/** A call whose fate a person has found out: was it made, or not? */
export function Settle({ call, reload }: { call: CallSchedule; reload: () => Promise<void> }) {
  const t = callTexts.value;
  const isOver = call.call_status !== "scheduled" && call.call_status !== "in_progress";
  const ask = (outcome: "placed" | "not_placed") =>
    confirm({
      title: t.settleQuestion,
      consequence: <p>{isOver ? t.settleOver : outcome === "placed" ? t.settlePlaced : t.settleNotPlaced}</p>,
      act: isOver ? t.takeFlagOff : outcome === "placed" ? t.wasMade : t.wasNotMade,
      acting: t.settling,
      onAct: () => settle(call, outcome, reload),
    });
  const unavailable = isCutOff.value ? texts.value.problems.offline : undefined;
  return (
    <div class="alert alert-error alert-soft items-start">
      <Icon name="alert" />
      <div class="flex flex-col gap-2">
        <p>{attentionOf(call)}</p>
        {may.manage()
          ? (
            <div class="flex flex-wrap gap-2">
              {isOver
                ? (
                  <Button small unavailable={unavailable} onClick={() => ask("placed")}>
                    {t.takeFlagOff}
                  </Button>
                )
                : (
                  <>
                    <Button small unavailable={unavailable} onClick={() => ask("placed")}>{t.wasMade}</Button>
                    <Button small unavailable={unavailable} onClick={() => ask("not_placed")}>
                      {t.wasNotMade}
                    </Button>
                  </>
                )}
            </div>
          )
          : <p class="text-sm">{t.adminSettles}</p>}
      </div>
    </div>
  );
}
