import { Button } from "../components/Button.tsx";
import { sentenceOf } from "../components/ErrorNotice.tsx";
import { Icon } from "../components/Icon.tsx";
import { formatMoment } from "../lib/format.ts";
import { toWallTime } from "../lib/wall-time.ts";
import { tellDecision } from "../reasons/tell-reason.ts";
import { texts } from "../texts/texts.ts";
import type { Booking } from "./booking.ts";

/** What the calling policy says of this moment, before the button is pressed. */
export function VerdictLine({ booking }: { booking: Booking }) {
  return (
    <div aria-live="polite" class="min-h-12">
      <Said booking={booking} />
    </div>
  );
}

function Said({ booking }: { booking: Booking }) {
  const t = texts.value.booking;
  const { verdict, zone, wall, half } = booking;
  const said = verdict.value;
  if (said.kind === "none") return <p class="text-sm text-base-content/80">{t.verdictNeeds}</p>;
  if (said.kind === "asking") return <p class="text-sm text-base-content/80">{t.asking}</p>;
  if (said.kind === "failed") {
    // What is wrong with a field stands at the field.
    return said.problem.fields.length > 0
      ? <p class="text-sm text-base-content/80">{t.verdictNeeds}</p>
      : <p class="alert alert-warning alert-soft">{sentenceOf(said.problem)}</p>;
  }
  const { outcome, until } = said.decision;
  const sentence = tellDecision(said.decision, zone.value);
  if (outcome === "call") {
    return (
      <p class="alert alert-success alert-soft">
        <Icon name="done" />
        <span>{t.allowed}</span>
      </p>
    );
  }
  if (outcome === "stop") {
    return (
      <p class="alert alert-error alert-soft">
        <Icon name="stop" />
        <span>{t.neverAllowed} {sentence}</span>
      </p>
    );
  }
  return (
    <div class="alert alert-warning alert-soft items-start">
      <Icon name="alert" />
      <div class="flex flex-col items-start gap-2">
        <p>
          {sentence} {until !== null && t.leavesAt(formatMoment(until, zone.value))}
        </p>
        {until !== null && (
          <Button
            small
            onClick={() => {
              half.value = null;
              wall.value = toWallTime(until, zone.value);
            }}
          >
            {t.moveToNextAllowed}
          </Button>
        )}
      </div>
    </div>
  );
}
