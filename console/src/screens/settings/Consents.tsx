import { useState } from "preact/hooks";
import { parseDate } from "@internationalized/date";
import { answer, api, inOrganization } from "../../api/client.ts";
import { choices } from "../../api/constraints.ts";
import type { components } from "../../api/types.ts";
import { may, organizationZone } from "../../auth/organizations.ts";
import { Badge } from "../../components/Badge.tsx";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Pages } from "../../components/Pages.tsx";
import { Section } from "../../components/Section.tsx";
import { type Column, Table } from "../../components/Table.tsx";
import { showToast } from "../../components/Toast.tsx";
import { now } from "../../lib/clock.ts";
import { formatDay } from "../../lib/format.ts";
import { resource } from "../../lib/resource.ts";
import { textOf, useSending } from "../../lib/sending.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";
import type { ScreenProps } from "../screen.ts";
import { NumberSearch } from "./NumberSearch.tsx";

type Consent = components["schemas"]["Consent"];

const kinds = choices.NewConsent.kind;
const purposes = choices.NewCallingPolicy.default_purpose;

const list = resource(async (cursor, signal) => {
  const query = { limit: 50, ...(cursor === "" ? {} : { cursor }) };
  const params = { path: inOrganization(), query };
  return await answer(api.GET("/call-scheduling/{org_slug}/consents", { params, signal }));
});

/** Who has agreed to be called, for what, and who no longer does. */
export function Consents({ query }: ScreenProps) {
  const t = settingsTexts.value.consents;
  const read = list.use(query.get("cursor") ?? "");
  const [found, setFound] = useState<readonly Consent[]>();
  const [recording, setRecording] = useState(false);
  const [revoked, setRevoked] = useState<Consent>();
  const search = async (contact_phone: string) => {
    const params = { path: inOrganization() };
    const body = { contact_phone };
    const told = await answer(api.POST("/call-scheduling/{org_slug}/consents/find", { params, body }));
    setFound(told.consents);
  };
  const changed = () => {
    setFound(undefined);
    void read.reload();
  };
  const table = (rows: readonly Consent[]) => (
    <Table
      caption={t.title}
      rows={rows}
      rowKey={({ id }) => id}
      columns={columns(setRevoked)}
    />
  );
  return (
    <Section
      title={t.title}
      hint={t.hint}
      actions={may.book()
        ? <Button tone="primary" icon="plus" onClick={() => setRecording(true)}>{t.record}</Button>
        : undefined}
    >
      <NumberSearch onSearch={search} onClear={found && (() => setFound(undefined))} />
      {found === undefined
        ? (
          <Loaded of={read}>
            {({ consents, next_cursor }) => (
              <>
                {consents.length === 0 ? <EmptyState>{t.none}</EmptyState> : table(consents)}
                <Pages path={["settings", "consents"]} query={query} next={next_cursor} />
              </>
            )}
          </Loaded>
        )
        : found.length === 0
        ? <EmptyState>{t.notFound}</EmptyState>
        : table(found)}
      {recording && <RecordConsent onClose={() => setRecording(false)} onRecorded={changed} />}
      {revoked && <Revoke consent={revoked} onClose={() => setRevoked(undefined)} onRevoked={changed} />}
    </Section>
  );
}

function columns(onRevoke: (consent: Consent) => void): Column<Consent>[] {
  const t = settingsTexts.value.consents;
  const zone = organizationZone.value;
  const shown: Column<Consent>[] = [
    {
      id: "who",
      head: t.who,
      phone: "start",
      isRowHead: true,
      cell: ({ contact_name, contact_phone }) => (
        <>
          {contact_name ?? t.unnamed}
          <span class="block text-xs font-normal text-base-content/80">{contact_phone}</span>
        </>
      ),
    },
    {
      id: "for",
      head: t.purposes,
      phone: "last",
      cell: ({ purposes, kind }) => (
        <>
          {purposes.map((purpose) => texts.value.purposes[purpose]).join(", ")}
          <span class="block text-xs text-base-content/80">{texts.value.consentKinds[kind]}</span>
        </>
      ),
    },
    {
      id: "when",
      head: t.obtained,
      phone: "below",
      cell: ({ obtained_at, source }) => (
        <>
          {formatDay(obtained_at, zone)}
          <span class="block text-xs text-base-content/80">{source}</span>
        </>
      ),
    },
    {
      id: "state",
      head: t.state,
      phone: "end",
      cell: ({ revoked_at, valid_until }) => {
        if (revoked_at !== null) {
          return <Badge tone="error">{t.revokedOn(formatDay(revoked_at, zone))}</Badge>;
        }
        return Date.parse(valid_until) < now.value
          ? <Badge tone="warning">{t.expiredOn(formatDay(valid_until, zone))}</Badge>
          : <Badge tone="success">{t.validUntil(formatDay(valid_until, zone))}</Badge>;
      },
    },
  ];
  if (!may.book()) return shown;
  return [...shown, {
    id: "revoke",
    head: t.act,
    phone: "below-end",
    cell: (consent) =>
      consent.revoked_at === null && (
        <Button small tone="quiet" onClick={() => onRevoke(consent)}>{t.revoke}</Button>
      ),
  }];
}

function RecordConsent({ onClose, onRecorded }: { onClose: () => void; onRecorded: () => void }) {
  const t = settingsTexts.value.consents;
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [kind, setKind] = useState<(typeof kinds)[number]>("express");
  const { busy, problem, problemOf, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const chosen = form.getAll("purposes");
    const optional = Object.fromEntries(
      ["contact_name", "wording", "evidence", "contact_country"].flatMap((name) => {
        const value = textOf(form, name);
        return value === undefined ? [] : [[name, name === "contact_country" ? value.toUpperCase() : value]];
      }),
    );
    const day = parseDate(textOf(form, "obtained_on") ?? "");
    const body = {
      ...optional,
      contact_phone: textOf(form, "contact_phone") ?? "",
      contact_id: textOf(form, "contact_id") ?? "",
      kind,
      purposes: purposes.filter((purpose) => chosen.includes(purpose)),
      artificial_voice: form.has("artificial_voice"),
      obtained_at: day.toDate(organizationZone.value).toISOString(),
      source: textOf(form, "source") ?? "",
    };
    const params = { path: inOrganization(), header: { "idempotency-key": key } };
    const asked = () => answer(api.POST("/call-scheduling/{org_slug}/consents", { params, body }));
    if (!await send(asked)) return;
    showToast(t.recorded);
    onRecorded();
    onClose();
  };
  const field = (name: string, label: string, required: boolean, hint?: string) => (
    <Field label={label} hint={hint} problem={problemOf(name)}>
      {(links) => (
        <input
          {...links}
          class="input w-full"
          name={name}
          required={required}
          autocomplete="off"
        />
      )}
    </Field>
  );
  return (
    <Dialog
      wide
      title={t.recordTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.value.common.back}</Button>
          <Button tone="primary" type="submit" form="record-consent" busy={busy ? t.recording : undefined}>
            {t.recordNow}
          </Button>
        </>
      }
    >
      <Form
        id="record-consent"
        class="grid gap-4 sm:grid-cols-2"
        onSubmit={submit}
        onInput={() => setKey(crypto.randomUUID())}
      >
        {field("contact_phone", t.number, true, t.numberHint)}
        {field("contact_id", t.contactId, true)}
        {field("contact_name", t.name, false)}
        {field("source", t.source, true, t.sourceHint)}
        <Field label={t.obtained} problem={problemOf("obtained_at")}>
          {(links) => <input {...links} class="input w-full" type="date" name="obtained_on" required />}
        </Field>
        <Field label={t.kind} problem={problemOf("kind")}>
          {(links) => (
            <select
              {...links}
              class="select w-full"
              value={kind}
              onChange={({ currentTarget: { value } }) => setKind(kinds.find((one) => one === value) ?? kind)}
            >
              {kinds.map((one) => <option key={one} value={one}>{texts.value.consentKinds[one]}</option>)}
            </select>
          )}
        </Field>
        <fieldset class="sm:col-span-2">
          <legend class="text-sm font-medium">{t.purposes}</legend>
          <div class="flex flex-wrap gap-x-4 gap-y-1">
            {purposes.map((purpose) => (
              <label key={purpose} class="flex items-center gap-2 max-sm:min-h-11">
                <input type="checkbox" class="checkbox checkbox-sm" name="purposes" value={purpose} />
                {texts.value.purposes[purpose]}
              </label>
            ))}
          </div>
          {problemOf("purposes") !== undefined && <p class="text-sm text-error">{problemOf("purposes")}</p>}
        </fieldset>
        <label class="flex items-center gap-2 sm:col-span-2 max-sm:min-h-11">
          <input type="checkbox" class="checkbox checkbox-sm" name="artificial_voice" />
          {t.artificialVoice}
        </label>
        <Field
          label={t.wording}
          hint={t.wordingHint}
          problem={problemOf("wording")}
          class="sm:col-span-2"
        >
          {(links) => (
            <textarea
              {...links}
              class="textarea w-full"
              name="wording"
              rows={3}
              maxLength={10_000}
              required={kind === "express_written"}
            />
          )}
        </Field>
        {problem && (
          <div class="sm:col-span-2">
            <ErrorNotice problem={problem} />
          </div>
        )}
      </Form>
    </Dialog>
  );
}

function Revoke(
  { consent, onClose, onRevoked }: { consent: Consent; onClose: () => void; onRevoked: () => void },
) {
  const t = settingsTexts.value.consents;
  const { busy, problem, problemOf, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const reason = textOf(form, "reason");
    const body = { via: textOf(form, "via") ?? "", ...(reason === undefined ? {} : { reason }) };
    const params = { path: { ...inOrganization(), id: consent.id } };
    const asked = () =>
      answer(api.POST("/call-scheduling/{org_slug}/consents/{id}/revoke", { params, body }));
    if (!await send(asked)) return;
    showToast(t.revoked);
    onRevoked();
    onClose();
  };
  return (
    <Dialog
      title={t.revokeTitle(consent.contact_name ?? consent.contact_phone)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.value.common.back}</Button>
          <Button tone="danger" type="submit" form="revoke-consent" busy={busy ? t.revoking : undefined}>
            {t.revoke}
          </Button>
        </>
      }
    >
      <Form id="revoke-consent" class="flex flex-col gap-4" onSubmit={submit}>
        <p>{t.revokeConsequence}</p>
        <Field label={t.via} hint={t.viaHint} problem={problemOf("via")}>
          {(links) => <input {...links} class="input w-full" name="via" required maxLength={200} />}
        </Field>
        <Field label={t.reason} problem={problemOf("reason")}>
          {(links) => <input {...links} class="input w-full" name="reason" maxLength={500} />}
        </Field>
        {problem && <ErrorNotice problem={problem} />}
      </Form>
    </Dialog>
  );
}
