import { organizationZone } from "../../auth/organizations.ts";
import { attentionOf } from "../../calls/reason-of.ts";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { formatMoment } from "../../lib/format.ts";
import { go, href } from "../../lib/router.ts";
import { texts } from "../../texts/texts.ts";
import { callsFlagged } from "./today-calls.ts";

/** Calls whose fate the machine could not find out. */
export function Attention() {
  const t = texts.value.today;
  return (
    <Loaded of={callsFlagged.use("flagged")}>
      {(calls) =>
        calls.length === 0 ? <EmptyState>{t.noAttention}</EmptyState> : (
          <ul class="flex flex-col gap-2">
            {calls.map((call) => (
              <li key={call.id} class="flex flex-col items-start gap-1 rounded-box border border-error p-3">
                <a class="link-hover font-medium" href={href(["calls", call.id])}>{call.contact_name}</a>
                <span class="text-sm text-base-content/80">
                  {formatMoment(call.due_at, organizationZone.value)}
                </span>
                <p class="text-sm">{attentionOf(call)}</p>
                <Button
                  small
                  label={t.settleOf(call.contact_name)}
                  onClick={() =>
                    go(href(["calls", call.id]))}
                >
                  {t.settle}
                </Button>
              </li>
            ))}
          </ul>
        )}
    </Loaded>
  );
}
