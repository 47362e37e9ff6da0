import { useRef, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../api/client.ts";
import type { Agent } from "../api/types.ts";
import { organization, organizationZone } from "../auth/organizations.ts";
import { agents } from "../calls/resources.ts";
import { Dialog } from "../components/Dialog.tsx";
import { Loaded } from "../components/Loaded.tsx";
import { showToast } from "../components/Toast.tsx";
import { formatLongDay, formatTime, ownZone } from "../lib/format.ts";
import { go, href } from "../lib/router.ts";
import { toWallTime } from "../lib/wall-time.ts";
import { askNow } from "../live/live.ts";
import { texts } from "../texts/texts.ts";
import { askVerdict, type Booking, createBooking, emptyFields, toBody } from "./booking.ts";
import { CallDialog } from "./CallDialog.tsx";
import { DetailFields, MoreFields } from "./DetailFields.tsx";
import { PersonFields } from "./PersonFields.tsx";
import { useVerdict } from "./use-verdict.ts";
import { VerdictLine } from "./VerdictLine.tsx";
import { WhenFields } from "./WhenFields.tsx";

export default function BookDialog({ onClose }: { onClose: () => void }) {
  const answered = agents.use("all");
  if (answered.data.value !== undefined) return <Book agents={answered.data.value} onClose={onClose} />;
  return (
    <Dialog wide title={texts.value.booking.title} onClose={onClose}>
      <Loaded of={answered}>{() => null}</Loaded>
    </Dialog>
  );
}

function Book({ agents, onClose }: { agents: readonly Agent[]; onClose: () => void }) {
  const t = texts.value.booking;
  const [booking] = useState(() => startBooking(agents));
  // For somebody whom HubSpot does not have.
  const [ownId] = useState(() => `console-${crypto.randomUUID()}`);
  const keys = useRef({ key: crypto.randomUUID(), body: "" });
  useVerdict(booking, ownId);
  const send = async () => {
    const body = toBody(booking, ownId);
    if (body === null) return;
    // The same for a repeat after an answer that was lost; another one for another booking.
    const text = JSON.stringify(body);
    if (keys.current.body !== "" && keys.current.body !== text) keys.current.key = crypto.randomUUID();
    keys.current.body = text;
    const { schedule } = await answer(
      api.POST("/call-scheduling/{org_slug}/call-schedules", {
        params: { path: inOrganization(), header: { "idempotency-key": keys.current.key } },
        body,
      }),
    );
    onClose();
    askNow();
    showToast(t.booked);
    go(href(["calls", schedule.id]));
  };
  return (
    <CallDialog
      title={t.title}
      act={t.book}
      acting={t.bookingNow}
      booking={booking}
      onSend={send}
      onClose={onClose}
      unavailable={agents.length === 0 ? t.noAgent : undefined}
      summary={<Summary booking={booking} agents={agents} />}
    >
      {(problemOf) => (
        <>
          <PersonFields booking={booking} problemOf={problemOf} isMasked={false} />
          <WhenFields
            booking={booking}
            ownId={ownId}
            problem={problemOf("scheduled_at")}
            onNextAllowed={() => void moveToNextAllowed(booking, ownId)}
          />
          <VerdictLine booking={booking} />
          <DetailFields booking={booking} problemOf={problemOf} agents={agents} />
          <MoreFields booking={booking} problemOf={problemOf} />
        </>
      )}
    </CallDialog>
  );
}

/** The next full five minutes, on the organisation's clock until the person's is known. */
function startBooking(agents: readonly Agent[]): Booking {
  const fiveMinutes = 5 * 60_000;
  const soon = new Date(Math.ceil((Date.now() + fiveMinutes) / fiveMinutes) * fiveMinutes);
  const agent = agents.find(({ is_active }) => is_active);
  return createBooking(emptyFields(agent?.id ?? ""), soon, organizationZone.peek(), false);
}

/** The first moment from now on that the judge allows. */
export async function moveToNextAllowed(booking: Booking, ownId: string): Promise<void> {
  const soon = new Date(Date.now() + 60_000);
  booking.half.value = null;
  booking.wall.value = toWallTime(soon, booking.zone.value);
  const body = toBody(booking, ownId);
  if (body === null) return;
  const said = await askVerdict(body, new AbortController().signal);
  if (said?.kind !== "said" || said.decision.outcome !== "defer" || said.decision.until === null) return;
  const zone = booking.zoneIsChosen.value ? booking.zone.value : said.decision.zone ?? booking.zone.value;
  booking.zone.value = zone;
  booking.wall.value = toWallTime(said.decision.until, zone);
}

/** What will happen, in one sentence. */
export function Summary({ booking, agents }: { booking: Booking; agents: readonly Agent[] }) {
  const t = texts.value.booking;
  const { fields, at, zone } = booking;
  const moment = at.value;
  const agent = agents.find(({ id }) => id === fields.value.agent_id);
  if (moment === undefined || agent === undefined || organization.value === undefined) return null;
  const [there, here] = [formatTime(moment, zone.value), formatTime(moment, ownZone())];
  return (
    <p class="font-medium">
      {t.summary({
        name: fields.value.contact_name.trim() || t.somebody,
        day: formatLongDay(moment, zone.value),
        time: there,
        own: here === there ? null : here,
        agent: agent.name,
      })}
    </p>
  );
}
