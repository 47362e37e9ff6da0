import { useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { choices, constraints } from "../../api/constraints.ts";
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
import { Moment } from "../../components/Moment.tsx";
import { Pages } from "../../components/Pages.tsx";
import { Section } from "../../components/Section.tsx";
import { type Column, Table } from "../../components/Table.tsx";
import { showToast } from "../../components/Toast.tsx";
import { resource } from "../../lib/resource.ts";
import { href } from "../../lib/router.ts";
import { textOf, useSending } from "../../lib/sending.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { language, texts } from "../../texts/texts.ts";
import type { ScreenProps } from "../screen.ts";
import { ImportNumbers } from "./ImportNumbers.tsx";
import { NumberSearch } from "./NumberSearch.tsx";

type Suppression = components["schemas"]["Suppression"];

const scopes = choices.NewSuppression.scope;

const list = resource(async (cursor, signal) => {
  const query = { limit: 50, ...(cursor === "" ? {} : { cursor }) };
  const params = { path: inOrganization(), query };
  return await answer(api.GET("/call-scheduling/{org_slug}/suppressions", { params, signal }));
});

/** Whom the organisation does not call. */
export function DoNotCall({ query }: ScreenProps) {
  const t = settingsTexts.value.doNotCall;
  const read = list.use(query.get("cursor") ?? "");
  const [found, setFound] = useState<readonly Suppression[]>();
  const [open, setOpen] = useState<"add" | "import">();
  const [lifted, setLifted] = useState<Suppression>();
  const search = async (contact_phone: string) => {
    const params = { path: inOrganization() };
    const body = { contact_phone, removed: false };
    const told = await answer(api.POST("/call-scheduling/{org_slug}/suppressions/find", { params, body }));
    setFound(told.suppressions);
  };
  const changed = () => {
    setFound(undefined);
    void read.reload();
  };
  const actions = (
    <>
      {may.book() && <Button tone="primary" icon="plus" onClick={() => setOpen("add")}>{t.add}</Button>}
      {may.manage() && <Button onClick={() => setOpen("import")}>{t.import}</Button>}
    </>
  );
  const table = (rows: readonly Suppression[]) => (
    <Table
      caption={t.title}
      rows={rows}
      rowKey={({ id }) => id}
      columns={columns(setLifted)}
    />
  );
  return (
    <Section title={t.title} hint={t.hint} actions={actions}>
      <NumberSearch onSearch={search} onClear={found && (() => setFound(undefined))} />
      {found === undefined
        ? (
          <Loaded of={read}>
            {({ suppressions, next_cursor }) => (
              <>
                {suppressions.length === 0
                  ? <EmptyState>{may.book() ? t.none : t.noneForOthers}</EmptyState>
                  : table(suppressions)}
                <Pages path={["settings", "do-not-call"]} query={query} next={next_cursor} />
              </>
            )}
          </Loaded>
        )
        : found.length === 0
        ? <EmptyState>{t.notFound}</EmptyState>
        : table(found)}
      {open === "add" && <AddNumber onClose={() => setOpen(undefined)} onAdded={changed} />}
      {open === "import" && <ImportNumbers onClose={() => setOpen(undefined)} onImported={changed} />}
      {lifted && <Lift entry={lifted} onClose={() => setLifted(undefined)} onLifted={changed} />}
    </Section>
  );
}

function columns(onLift: (entry: Suppression) => void): Column<Suppression>[] {
  const t = settingsTexts.value.doNotCall;
  const shown: Column<Suppression>[] = [
    {
      id: "phone",
      head: t.number,
      phone: "start",
      isRowHead: true,
      cell: ({ contact_phone }) => contact_phone,
    },
    {
      id: "scope",
      head: t.scope,
      phone: "end",
      cell: ({ scope, topic, contact_id }) => (
        <>
          {scope === "topic" && topic !== null ? t.aboutTopic(topic) : t.scopes[scope]}
          {contact_id !== null && <span class="block text-xs">{t.wrongNumber}</span>}
        </>
      ),
    },
    {
      id: "why",
      head: t.reason,
      phone: "last",
      cell: ({ reason, source, schedule_id, needs_review }) => (
        <>
          {saysItself(source) && reason}
          <span class="block text-xs text-base-content/80">
            {schedule_id === null
              ? t.sources[source]
              : (
                <a class="link max-sm:inline-block max-sm:py-2" href={href(["calls", schedule_id])}>
                  {t.sources[source]}
                </a>
              )}
          </span>
          {needs_review && <Badge tone="warning">{t.needsReview}</Badge>}
        </>
      ),
    },
    {
      id: "since",
      head: t.since,
      phone: "below",
      cell: ({ added_at, expires_at }) => (
        <>
          <Moment at={added_at} zone={organizationZone.value} />
          {expires_at !== null && (
            <span class="block text-xs">
              {t.until} <Moment at={expires_at} zone={organizationZone.value} />
            </span>
          )}
        </>
      ),
    },
  ];
  if (!may.manage()) return shown;
  return [...shown, {
    id: "lift",
    head: t.act,
    phone: "below-end",
    cell: (entry) => <Button small tone="quiet" onClick={() => onLift(entry)}>{t.lift}</Button>,
  }];
}

/** What was heard in calls has a sentence of the server's, who speaks English; others read the source's words. */
function saysItself(source: Suppression["source"]): boolean {
  return language.value === "en" || source === "user" || source === "import" || source === "operator";
}

function AddNumber({ onClose, onAdded }: { onClose: () => void; onAdded: () => void }) {
  const t = settingsTexts.value.doNotCall;
  // One key for this form: a press that is repeated after a lost answer adds nothing twice.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [scope, setScope] = useState<(typeof scopes)[number]>("all");
  const { busy, problem, problemOf, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const topic = textOf(form, "topic");
    const reason = textOf(form, "reason");
    const contact_country = textOf(form, "contact_country")?.toUpperCase();
    const body = {
      contact_phone: textOf(form, "contact_phone") ?? "",
      scope,
      ...(scope === "topic" && topic !== undefined ? { topic } : {}),
      ...(reason === undefined ? {} : { reason }),
      ...(contact_country === undefined ? {} : { contact_country }),
    };
    const params = { path: inOrganization(), header: { "idempotency-key": key } };
    const asked = () => answer(api.POST("/call-scheduling/{org_slug}/suppressions", { params, body }));
    if (!await send(asked)) return;
    showToast(t.added);
    onAdded();
    onClose();
  };
  return (
    <Dialog
      title={t.addTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.value.common.back}</Button>
          <Button tone="primary" type="submit" form="add-number" busy={busy ? t.adding : undefined}>
            {t.addNow}
          </Button>
        </>
      }
    >
      <Form
        id="add-number"
        class="flex flex-col gap-4"
        onSubmit={submit}
        onInput={() => setKey(crypto.randomUUID())}
      >
        <p class="text-sm">{t.addConsequence}</p>
        <div class="grid grid-cols-[1fr_6rem] gap-2">
          <Field label={t.number} hint={t.numberHint} problem={problemOf("contact_phone")}>
            {(links) => (
              <input
                {...links}
                class="input w-full"
                type="tel"
                name="contact_phone"
                autocomplete="off"
                required
              />
            )}
          </Field>
          <Field label={t.country} problem={problemOf("contact_country")}>
            {(links) => <input {...links} class="input w-full" name="contact_country" maxLength={2} />}
          </Field>
        </div>
        <Field label={t.scope} problem={problemOf("scope")}>
          {(links) => (
            <select
              {...links}
              class="select w-full"
              value={scope}
              onChange={({ currentTarget: { value } }) =>
                setScope(scopes.find((one) => one === value) ?? "all")}
            >
              {scopes.map((one) => <option key={one} value={one}>{t.scopes[one]}</option>)}
            </select>
          )}
        </Field>
        {scope === "topic" && (
          <Field label={t.topic} problem={problemOf("topic")}>
            {(links) => <input {...links} class="input w-full" name="topic" required maxLength={200} />}
          </Field>
        )}
        <Field label={t.reason} problem={problemOf("reason")}>
          {(links) => (
            <input {...links} {...constraints.NewSuppression.reason} class="input w-full" name="reason" />
          )}
        </Field>
        {problem && <ErrorNotice problem={problem} />}
      </Form>
    </Dialog>
  );
}

function Lift(
  { entry, onClose, onLifted }: { entry: Suppression; onClose: () => void; onLifted: () => void },
) {
  const t = settingsTexts.value.doNotCall;
  const { busy, problem, problemOf, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const body = { reason: textOf(new FormData(event.currentTarget), "reason") ?? "" };
    const params = { path: { ...inOrganization(), id: entry.id } };
    const asked = () => answer(api.DELETE("/call-scheduling/{org_slug}/suppressions/{id}", { params, body }));
    if (!await send(asked)) return;
    showToast(t.liftedToast);
    onLifted();
    onClose();
  };
  return (
    <Dialog
      title={t.liftTitle(entry.contact_phone)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.value.common.back}</Button>
          <Button tone="danger" type="submit" form="lift-number" busy={busy ? t.lifting : undefined}>
            {t.lift}
          </Button>
        </>
      }
    >
      <Form id="lift-number" class="flex flex-col gap-4" onSubmit={submit}>
        <p>{t.liftConsequence}</p>
        <Field label={t.liftReason} problem={problemOf("reason")}>
          {(links) => <input {...links} class="input w-full" name="reason" required maxLength={500} />}
        </Field>
        {problem && <ErrorNotice problem={problem} />}
      </Form>
    </Dialog>
  );
}
