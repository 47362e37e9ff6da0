import { constraints } from "../api/constraints.ts";
import type { Agent } from "../api/types.ts";
import { Field } from "../components/Field.tsx";
import { texts } from "../texts/texts.ts";
import { AgentOptions } from "../calls/AgentOptions.tsx";
import { sayLanguage } from "../calls/say-language.ts";
import { sayTopic } from "../calls/say-topic.ts";
import { languages, purposes, usualTopic, writtenTopic } from "../calls/terms.ts";
import type { Booking, BookingFields } from "./booking.ts";

/** Who speaks, about what, in which language, and what for. */
export function DetailFields({ booking, problemOf, agents }: {
  booking: Booking;
  problemOf: (field: keyof BookingFields) => string | undefined;
  agents: readonly Agent[];
}) {
  const t = texts.value.booking;
  const { fields } = booking;
  const set = (change: Partial<BookingFields>) => fields.value = { ...fields.value, ...change };
  return (
    <div class="grid gap-3 sm:grid-cols-2">
      <Field label={t.agent} problem={problemOf("agent_id")}>
        {(links) => (
          <select
            {...links}
            class="select w-full"
            required
            value={fields.value.agent_id}
            onChange={(event) => set({ agent_id: event.currentTarget.value })}
          >
            <AgentOptions agents={agents} chosen={fields.value.agent_id} />
          </select>
        )}
      </Field>
      <Field label={t.topic} problem={problemOf("call_topic")}>
        {(links) => (
          <input
            {...links}
            {...constraints.NewCallSchedule.call_topic}
            class="input w-full"
            placeholder={sayTopic(usualTopic)}
            value={writtenTopic(fields.value.call_topic)}
            onInput={(event) => set({ call_topic: event.currentTarget.value || usualTopic })}
          />
        )}
      </Field>
      <Field label={t.purpose} hint={t.purposeHint} problem={problemOf("purpose")}>
        {(links) => (
          <select
            {...links}
            class="select w-full"
            value={fields.value.purpose}
            onChange={(event) => set({ purpose: event.currentTarget.value })}
          >
            <option value="">{t.usualPurpose}</option>
            {purposes.map((purpose) => (
              <option key={purpose} value={purpose}>{texts.value.purposes[purpose]}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t.language} problem={problemOf("call_language")}>
        {(links) => (
          <>
            <input
              {...links}
              {...constraints.NewCallSchedule.call_language}
              class="input w-full"
              list="languages"
              required
              value={fields.value.call_language}
              onInput={(event) => set({ call_language: event.currentTarget.value })}
            />
            <datalist id="languages">
              {languages.map((tag) => <option key={tag} value={tag}>{sayLanguage(tag)}</option>)}
            </datalist>
          </>
        )}
      </Field>
    </div>
  );
}

/** What few bookings need. */
export function MoreFields({ booking, problemOf }: {
  booking: Booking;
  problemOf: (field: keyof BookingFields) => string | undefined;
}) {
  const t = texts.value.booking;
  const { fields } = booking;
  const set = (change: Partial<BookingFields>) => fields.value = { ...fields.value, ...change };
  return (
    <details>
      <summary class="cursor-pointer py-1 font-medium">{t.more}</summary>
      <div class="mt-2 grid gap-3 sm:grid-cols-2">
        <Field label={t.contactId} hint={t.contactIdHint} problem={problemOf("contact_id")}>
          {(links) => (
            <input
              {...links}
              maxLength={constraints.NewCallSchedule.contact_id.maxLength}
              class="input w-full"
              value={fields.value.contact_id}
              onInput={(event) => set({ contact_id: event.currentTarget.value })}
            />
          )}
        </Field>
        <label class="flex min-h-11 items-center gap-2 sm:pt-6">
          <input
            type="checkbox"
            class="checkbox checkbox-sm"
            checked={fields.value.auto_trigger_enabled}
            onChange={(event) => set({ auto_trigger_enabled: event.currentTarget.checked })}
          />
          {t.autoTrigger}
        </label>
        {fields.value.auto_trigger_enabled && (
          <>
            <Field label={t.threshold} hint={t.thresholdHint} problem={problemOf("checkup_threshold_days")}>
              {(links) => (
                <input
                  {...links}
                  {...constraints.NewCallSchedule.checkup_threshold_days}
                  class="input w-full"
                  type="number"
                  value={fields.value.checkup_threshold_days}
                  onInput={(event) => set({ checkup_threshold_days: event.currentTarget.value })}
                />
              )}
            </Field>
            <Field label={t.lastCheckup} hint={t.lastCheckupHint} problem={problemOf("last_checkup_date")}>
              {(links) => (
                <input
                  {...links}
                  class="input w-full"
                  type="date"
                  value={fields.value.last_checkup_date}
                  onInput={(event) => set({ last_checkup_date: event.currentTarget.value })}
                />
              )}
            </Field>
          </>
        )}
      </div>
    </details>
  );
}
