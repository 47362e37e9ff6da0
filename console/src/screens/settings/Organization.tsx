import { useState } from "preact/hooks";
import { dataApi, done, rows } from "../../api/client.ts";
import type { Json } from "./retry-policy.ts";
import { loadOrganizations, may, organization } from "../../auth/organizations.ts";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Section } from "../../components/Section.tsx";
import { showToast } from "../../components/Toast.tsx";
import { formatNumber } from "../../lib/format.ts";
import { resource } from "../../lib/resource.ts";
import { textOf, useSending } from "../../lib/sending.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";
import { categories, readRetryPolicy, type RetryPolicy, writeRetryPolicy } from "./retry-policy.ts";

const columns = "name, time_zone, max_concurrent_calls, retry_policy, calling_hours_from, calling_hours_to";

const own = resource(async (id, signal) =>
  await rows(dataApi.from("organizations").select(columns).eq("id", id).abortSignal(signal))
);

type Row = NonNullable<ReturnType<typeof own.use>["data"]["value"]>[number];

/** Its name and clock, when rules' calls are planned, and how often a call is tried again. */
export function Organization() {
  const read = own.use(organization.value?.id ?? null);
  return (
    <Loaded of={read}>
      {([row]) => row && <Editor key={JSON.stringify(row)} row={row} onSaved={() => void read.reload()} />}
    </Loaded>
  );
}

function Editor({ row, onSaved }: { row: Row; onSaved: () => void }) {
  const t = settingsTexts.value.organization;
  const [retries, setRetries] = useState<RetryPolicy>(() => readRetryPolicy(row.retry_policy));
  const { busy, problem, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const to = textOf(form, "to") ?? "";
    const changes: Json = {
      name: textOf(form, "name") ?? "",
      time_zone: textOf(form, "time_zone") ?? "",
      calling_hours_from: textOf(form, "from") ?? "",
      // The field knows no 24:00: midnight at the end is the day's end.
      calling_hours_to: to === "00:00" ? "24:00" : to,
      retry_policy: writeRetryPolicy(retries),
    };
    const id = organization.value?.id ?? "";
    if (!await send(() => done(dataApi.rpc("change_organization", { p_org_id: id, p_changes: changes })))) {
      return;
    }
    showToast(texts.value.common.saved);
    await loadOrganizations();
    onSaved();
  };
  return (
    <Form onSubmit={submit}>
      <fieldset disabled={!may.manage()} class="flex flex-col gap-4">
        {!may.manage() && <p class="text-sm text-base-content/80">{t.onlyAdmins}</p>}
        <Section title={t.title}>
          <div class="grid gap-4 sm:grid-cols-2">
            <Field label={t.name}>
              {(links) => (
                <input
                  {...links}
                  class="input w-full"
                  name="name"
                  required
                  maxLength={200}
                  defaultValue={row.name}
                />
              )}
            </Field>
            <Field label={t.zone} hint={t.zoneHint}>
              {(links) => (
                <select {...links} class="select w-full" name="time_zone" defaultValue={row.time_zone}>
                  {[...new Set([row.time_zone, ...Intl.supportedValuesOf("timeZone")])].map((zone) => (
                    <option key={zone} value={zone} selected={zone === row.time_zone}>{zone}</option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={t.from} hint={t.hoursHint}>
              {(links) => (
                <input
                  {...links}
                  class="input w-36"
                  type="time"
                  name="from"
                  required
                  defaultValue={row.calling_hours_from.slice(0, 5)}
                />
              )}
            </Field>
            <Field label={t.to}>
              {(links) => (
                <input
                  {...links}
                  class="input w-36"
                  type="time"
                  name="to"
                  required
                  defaultValue={row.calling_hours_to.slice(0, 5).replace("24:00", "00:00")}
                />
              )}
            </Field>
          </div>
          <p class="text-sm">{t.lines(formatNumber(row.max_concurrent_calls))}</p>
        </Section>
        <Section title={t.retries} hint={t.retriesHint}>
          {categories.map((category) => {
            const given = retries[category];
            const change = (part: Partial<{ count: string; minutes: string }>) =>
              setRetries({ ...retries, [category]: { ...given, ...part } });
            return (
              <div
                key={category}
                class="grid grid-cols-[7rem_1fr] items-start gap-2 sm:grid-cols-[10rem_7rem_12rem]"
              >
                <span class="text-sm font-medium max-sm:col-span-2 sm:pt-8">{t.after[category]}</span>
                <Field label={t.tries}>
                  {(links) => (
                    <input
                      {...links}
                      class="input w-full"
                      type="number"
                      min={0}
                      max={10}
                      placeholder={t.usual}
                      value={given.count}
                      onInput={(event) => change({ count: event.currentTarget.value })}
                    />
                  )}
                </Field>
                <Field label={t.waits}>
                  {(links) => (
                    <input
                      {...links}
                      class="input w-full"
                      pattern="[0-9., ]*"
                      placeholder={t.usual}
                      value={given.minutes}
                      onInput={(event) => change({ minutes: event.currentTarget.value })}
                    />
                  )}
                </Field>
              </div>
            );
          })}
        </Section>
        {problem && <ErrorNotice problem={problem} />}
        {may.manage() && (
          <div>
            <Button tone="primary" type="submit" busy={busy ? texts.value.common.saving : undefined}>
              {t.save}
            </Button>
          </div>
        )}
      </fieldset>
    </Form>
  );
}
