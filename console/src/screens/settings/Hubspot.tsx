import { useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { constraints } from "../../api/constraints.ts";
import type { components } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { Badge, type Tone } from "../../components/Badge.tsx";
import { Button } from "../../components/Button.tsx";
import { confirm } from "../../components/Confirm.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { Icon } from "../../components/Icon.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { FromNow } from "../../components/Moment.tsx";
import { Section } from "../../components/Section.tsx";
import { showToast } from "../../components/Toast.tsx";
import { formatNumber } from "../../lib/format.ts";
import { resource } from "../../lib/resource.ts";
import { textOf, useSending } from "../../lib/sending.ts";
import { isKnown } from "../../reasons/is-known.ts";
import { inEnglishOnly } from "../../reasons/said-by-server.ts";
import { tellWord } from "../../reasons/tell-reason.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";
import { DeadLetters } from "./DeadLetters.tsx";

type Integration = components["schemas"]["HubspotIntegration"];
type Check = components["schemas"]["HubspotCheck"];

const path = "/call-scheduling/{org_slug}/integrations/hubspot";

const connection = resource(async (_key, signal) => {
  const { integration } = await answer(api.GET(path, { params: { path: inOrganization() }, signal }));
  return integration;
});

/** Where contacts and check-up dates come from, and where calls are written back to. */
export function Hubspot() {
  const read = connection.use("own");
  return (
    <Loaded of={read}>
      {(integration) => (
        <>
          <State integration={integration} onChanged={() => void read.reload()} />
          <Settings
            key={String(integration.connected)}
            integration={integration}
            onSaved={() => void read.reload()}
          />
          {integration.connected && <DeadLetters />}
        </>
      )}
    </Loaded>
  );
}

function toneOf({ state }: Integration): Tone {
  if (state === "ok") return "success";
  if (state === "not_connected" || state === "untested") return "neutral";
  return state === "daily_limit" || state === "unreachable" ? "warning" : "error";
}

function State({ integration, onChanged }: { integration: Integration; onChanged: () => void }) {
  const t = settingsTexts.value.hubspot;
  const { state, state_detail, last_sync, portal_id, connected, uses_default_token } = integration;
  const [checks, setChecks] = useState<readonly Check[]>();
  const { busy, problem, send } = useSending();
  const test = () =>
    send(async () => {
      setChecks(undefined);
      const told = await answer(api.POST(`${path}/test`, { params: { path: inOrganization() } }));
      setChecks(told.checks);
      onChanged();
    });
  const disconnect = () =>
    confirm({
      title: t.disconnectTitle,
      consequence: t.disconnectConsequence,
      act: t.disconnect,
      acting: t.disconnecting,
      tone: "danger",
      onAct: async () => {
        await answer(api.DELETE(path, { params: { path: inOrganization() } }));
        showToast(t.disconnected);
        onChanged();
      },
    });
  const actions = connected
    ? (
      <>
        <Button onClick={() => void test()} busy={busy ? t.testing : undefined}>{t.test}</Button>
        <Button tone="danger" onClick={disconnect}>{t.disconnect}</Button>
      </>
    )
    : undefined;
  return (
    <Section title={t.title} hint={connected ? undefined : t.notConnectedHint} actions={actions}>
      <p class="flex flex-wrap items-center gap-2">
        <Badge tone={toneOf(integration)}>{t.states[state]}</Badge>
        {portal_id !== null && <span class="text-sm">{t.portal(portal_id)}</span>}
        {uses_default_token && <span class="text-sm text-base-content/80">{t.defaultToken}</span>}
      </p>
      {inEnglishOnly(state_detail) !== null && <p class="text-sm">{state_detail}</p>}
      {last_sync && (
        <p class="text-sm text-base-content/80">
          {t.lastSync(formatNumber(last_sync.contacts_read), formatNumber(last_sync.contacts_changed))}{" "}
          <FromNow at={last_sync.started_at} zone={organizationZone.value} />
          {last_sync.reason !== null &&
            `. ${tellWord(texts.value.reasons.syncs, last_sync.reason_code, last_sync.reason)}`}
        </p>
      )}
      {problem && <ErrorNotice problem={problem} />}
      {checks && (
        <ul class="flex flex-col gap-1" aria-label={t.checks}>
          {checks.map(({ name, ok, code, says }) => (
            <li key={name} class="flex items-start gap-2">
              <Icon name={ok ? "done" : "alert"} class={`size-5 ${ok ? "text-success" : "text-error"}`} />
              <span>
                <span class="sr-only">{ok ? t.works : t.fails}:</span>
                {nameOfCheck(name)}: {t.verdicts[code]}
                <span class="block text-sm text-base-content/80">{inEnglishOnly(says)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** What was tried: a right of the token, a property by what it is for, or one that a rule names. */
function nameOfCheck(name: string): string {
  const t = settingsTexts.value.hubspot;
  if (isKnown(name, t.checkNames)) return t.checkNames[name];
  return isKnown(name, t.properties) ? t.properties[name] : name.replace(/^rule: /, `${t.ruleProperty} `);
}

const properties = [
  "checkup_property",
  "phone_property",
  "mobile_property",
  "time_zone_property",
  "language_property",
  "owner_property",
  "do_not_call_property",
  "last_call_date_property",
  "last_call_outcome_property",
  "call_summary_property",
] as const;
/** Those that there must always be one of. */
const needed: readonly string[] = ["checkup_property", "phone_property"];

function Settings({ integration, onSaved }: { integration: Integration; onSaved: () => void }) {
  const t = settingsTexts.value.hubspot;
  const { busy, problem, problemOf, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    const element = event.currentTarget;
    if (!(element instanceof HTMLFormElement)) return;
    const form = new FormData(element);
    const token = textOf(form, "token");
    const named = Object.fromEntries(
      properties.flatMap((property): [string, string | null][] => {
        const value = textOf(form, property);
        if (value !== undefined) return [[property, value]];
        return needed.includes(property) ? [] : [[property, null]];
      }),
    );
    const body = {
      ...(token === undefined ? {} : { token }),
      ...named,
      default_country: textOf(form, "default_country")?.toUpperCase() ?? null,
      write_back_enabled: form.has("write_back_enabled"),
    };
    if (!await send(() => answer(api.PUT(path, { params: { path: inOrganization() }, body })))) return;
    element.querySelectorAll<HTMLInputElement>("[name=token]").forEach((field) => field.value = "");
    showToast(integration.connected ? texts.value.common.saved : t.connected);
    onSaved();
  };
  return (
    <Section title={integration.connected ? t.settings : t.connectTitle}>
      <Form class="flex flex-col gap-4" onSubmit={submit}>
        <Field
          label={t.token}
          hint={integration.token_set ? t.tokenKept : t.tokenHint}
          problem={problemOf("token")}
          class="max-w-lg"
        >
          {(links) => (
            <input
              {...links}
              {...constraints.HubspotConnectionChanges.token}
              class="input w-full"
              name="token"
              type="password"
              autocomplete="off"
              required={!integration.token_set && !integration.connected}
            />
          )}
        </Field>
        <div class="grid gap-4 sm:grid-cols-2">
          {properties.map((property) => (
            <Field key={property} label={t.properties[property]} problem={problemOf(property)}>
              {(links) => (
                <input
                  {...links}
                  {...constraints.HubspotConnectionChanges[property]}
                  class="input w-full"
                  name={property}
                  defaultValue={integration[property] ?? ""}
                  required={needed.includes(property)}
                />
              )}
            </Field>
          ))}
          <Field label={t.country} hint={t.countryHint} problem={problemOf("default_country")}>
            {(links) => (
              <input
                {...links}
                class="input w-24"
                name="default_country"
                maxLength={2}
                defaultValue={integration.default_country ?? ""}
              />
            )}
          </Field>
        </div>
        <label class="flex items-center gap-2 max-sm:min-h-11">
          <input
            type="checkbox"
            class="toggle"
            name="write_back_enabled"
            defaultChecked={integration.write_back_enabled}
          />
          {t.writeBack}
        </label>
        {problem && <ErrorNotice problem={problem} />}
        <div>
          <Button tone="primary" type="submit" busy={busy ? texts.value.common.saving : undefined}>
            {integration.connected ? t.save : t.connect}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
