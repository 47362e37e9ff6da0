import { useRef, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { ApiProblem } from "../../api/problem.ts";
import type { Agent, CallSchedule, CallScheduleChanges } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { moveToNextAllowed, Summary } from "../../booking/BookDialog.tsx";
import { type Booking, cleanPhone, createBooking, fieldsOf } from "../../booking/booking.ts";
import { isPurpose } from "../../calls/terms.ts";
import { CallDialog } from "../../booking/CallDialog.tsx";
import { DetailFields, MoreFields } from "../../booking/DetailFields.tsx";
import { PersonFields } from "../../booking/PersonFields.tsx";
import { useVerdict } from "../../booking/use-verdict.ts";
import { VerdictLine } from "../../booking/VerdictLine.tsx";
import { WhenFields } from "../../booking/WhenFields.tsx";
import { showToast } from "../../components/Toast.tsx";
import { toOffsetTime } from "../../lib/wall-time.ts";
import { callTexts } from "../../texts/calls.ts";
import { texts } from "../../texts/texts.ts";
import { actOnCall } from "./acts.tsx";

/** Changes a call that is still to come; `move`: its time alone. Only what was changed is sent. */
export function EditDialog({ call, zone, part, agents, onClose, reload }: {
  call: CallSchedule;
  zone: string | null;
  part: "edit" | "move";
  agents: readonly Agent[];
  onClose: () => void;
  reload: () => Promise<void>;
}) {
  const t = callTexts.value;
  const [booking] = useState(() =>
    createBooking(
      fieldsOf(call),
      new Date(call.scheduled_at),
      call.time_zone ?? zone ?? organizationZone.peek(),
      call.time_zone !== null,
    )
  );
  // As it was opened: what somebody else changes meanwhile is not taken for this person's change.
  const [opened] = useState(call);
  const seen = useRef(call.updated_at);
  useVerdict(booking, call.contact_id);
  const changes = changesOf(booking, opened, part);
  const send = async () => {
    await actOnCall(async () => {
      try {
        await answer(
          api.PATCH("/call-scheduling/{org_slug}/call-schedules/{id}", {
            params: { path: { ...inOrganization(), id: call.id } },
            body: { ...changes, updated_at: seen.current },
          }),
        );
      } catch (error) {
        throw await explainConflict(error, call.id, (now) => seen.current = now.updated_at);
      }
      showToast(part === "move" ? t.moved : t.edited);
    }, reload);
    onClose();
  };
  return (
    <CallDialog
      title={part === "move" ? t.moveTitle(call.contact_name) : t.editTitle(call.contact_name)}
      act={part === "move" ? t.moveAct : t.editAct}
      acting={texts.value.common.saving}
      booking={booking}
      onSend={send}
      onClose={onClose}
      unavailable={Object.keys(changes).length === 0 ? t.nothingChanged : undefined}
      summary={<Summary booking={booking} agents={agents} />}
    >
      {(problemOf) => (
        <>
          {part === "edit" && (
            <PersonFields booking={booking} problemOf={problemOf} isMasked={call.contact_phone === null} />
          )}
          <WhenFields
            ownId={call.contact_id}
            booking={booking}
            problem={problemOf("scheduled_at")}
            onNextAllowed={() => void moveToNextAllowed(booking, call.contact_id)}
          />
          <VerdictLine booking={booking} />
          {part === "edit" && (
            <>
              <DetailFields booking={booking} problemOf={problemOf} agents={agents} />
              <MoreFields booking={booking} problemOf={problemOf} />
            </>
          )}
        </>
      )}
    </CallDialog>
  );
}

/** Of a call that somebody else changed, how it is now is taken to be seen: the next press says so. */
async function explainConflict(
  error: unknown,
  id: string,
  onSeen: (call: CallSchedule) => void,
): Promise<unknown> {
  if (!(error instanceof ApiProblem) || error.code !== "changed_meanwhile") return error;
  const path = { ...inOrganization(), id };
  const { schedule } = await answer(
    api.GET("/call-scheduling/{org_slug}/call-schedules/{id}", { params: { path } }),
  );
  // One that was dialled meanwhile cannot be changed any more, and is told as such.
  if (schedule.call_status !== "scheduled") return error;
  onSeen(schedule);
  // A code of ours, which the texts of refusals do not know: it is said in these words.
  return new ApiProblem(
    412,
    "seen_meanwhile",
    callTexts.value.changedByOther,
    [],
    error.requestId,
    error.body,
  );
}

function changesOf(booking: Booking, call: CallSchedule, part: "edit" | "move"): CallScheduleChanges {
  const { fields: { value: now }, at, zone, zoneIsChosen } = booking;
  const changes: CallScheduleChanges = {};
  if (at.value !== undefined && at.value.getTime() !== minuteOf(call.scheduled_at)) {
    changes.scheduled_at = toOffsetTime(at.value, zone.value);
  }
  if (zoneIsChosen.value ? zone.value !== call.time_zone : call.time_zone !== null) {
    changes.time_zone = zoneIsChosen.value ? zone.value : null;
  }
  if (part === "move") return changes;
  const before = fieldsOf(call);
  for (const name of ["contact_name", "contact_id", "agent_id", "call_topic", "call_language"] as const) {
    if (now[name].trim() !== before[name]) changes[name] = now[name].trim();
  }
  const phone = cleanPhone(now.contact_phone);
  if (phone !== "" && phone !== before.contact_phone) changes.contact_phone = phone;
  if (now.purpose !== before.purpose && isPurpose(now.purpose)) changes.purpose = now.purpose;
  if (now.auto_trigger_enabled !== before.auto_trigger_enabled) {
    changes.auto_trigger_enabled = now.auto_trigger_enabled;
  }
  if (now.checkup_threshold_days !== before.checkup_threshold_days && now.checkup_threshold_days !== "") {
    changes.checkup_threshold_days = Number(now.checkup_threshold_days);
  }
  if (now.last_checkup_date !== before.last_checkup_date) {
    changes.last_checkup_date = now.last_checkup_date === "" ? null : now.last_checkup_date;
  }
  return changes;
}

/** The fields know minutes only: seconds that a booking by a program had are no change. */
function minuteOf(at: string): number {
  return Math.floor(Date.parse(at) / 60_000) * 60_000;
}
