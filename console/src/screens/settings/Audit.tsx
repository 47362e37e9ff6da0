import { answer, api, inOrganization } from "../../api/client.ts";
import type { components } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Moment } from "../../components/Moment.tsx";
import { Pages } from "../../components/Pages.tsx";
import { Section } from "../../components/Section.tsx";
import { Table } from "../../components/Table.tsx";
import { resource } from "../../lib/resource.ts";
import { go, href } from "../../lib/router.ts";
import { addDays, readWallTime, toOffsetTime } from "../../lib/wall-time.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";
import { trailTexts } from "../../texts/trail.ts";
import { auditedTables, isAuditedTable } from "../../trail/audited.ts";
import type { ScreenProps } from "../screen.ts";
import { useAuditNames } from "./audit-names.ts";
import { AuditChanges } from "./AuditChanges.tsx";
import { type AuditEntry, callOf } from "./tell-entry.ts";

type Member = components["schemas"]["Member"];

const filterNames = ["table", "actor", "row", "from", "to"] as const;

/** The key is what stands in the address. */
const list = resource(async (key, signal) => {
  const asked = new URLSearchParams(key);
  const read = (name: string) => asked.get(name) || undefined;
  const query = {
    limit: 50,
    ...definedOnly({
      table: read("table"),
      row_id: read("row"),
      actor_id: read("actor"),
      cursor: read("cursor"),
    }),
    ...definedOnly({ from: startOf(read("from")), to: startOf(read("to"), 1) }),
  };
  return await answer(
    api.GET("/call-scheduling/{org_slug}/audit", { params: { path: inOrganization(), query }, signal }),
  );
});

const members = resource(async (_key, signal) => {
  const path = inOrganization();
  return (await answer(api.GET("/call-scheduling/{org_slug}/members", { params: { path }, signal }))).members;
});

/** The moment at which a day begins in the organisation's zone, so many days later. */
function startOf(day: string | undefined, later = 0): string | undefined {
  if (day === undefined) return undefined;
  const zone = organizationZone.value;
  const moments = readWallTime({ day: addDays(day, later), time: "00:00" }, zone);
  if (moments === undefined) return undefined;
  const at = moments.kind === "one" ? moments.at : moments.kind === "twice" ? moments.first : moments.after;
  return toOffsetTime(at, zone);
}

function definedOnly<T extends Record<string, string | undefined>>(given: T): { [Key in keyof T]?: string } {
  const set: { [Key in keyof T]?: string } = {};
  for (const name in given) if (given[name] !== undefined) set[name] = given[name];
  return set;
}

/** Who changed what, newest first. Nothing in it can be changed. */
export function Audit({ query }: ScreenProps) {
  const t = settingsTexts.value.audit;
  const known = members.use("all").data.value ?? [];
  const isFiltered = filterNames.some((name) => query.has(name));
  const clear = () => go(href(["settings", "audit"]));
  return (
    <Section title={t.title} hint={t.hint}>
      <Filters query={query} members={known} />
      <Loaded of={list.use(query.toString())}>
        {({ entries, next_cursor }) => (
          <>
            {entries.length === 0
              ? (
                <EmptyState
                  action={isFiltered && <Button onClick={clear}>{texts.value.common.clearFilters}</Button>}
                >
                  {isFiltered ? texts.value.common.noMatch : t.none}
                </EmptyState>
              )
              : <Entries entries={entries} members={known} />}
            <Pages path={["settings", "audit"]} query={query} next={next_cursor} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Entries(
  { entries, members: known }: { entries: readonly AuditEntry[]; members: readonly Member[] },
) {
  const t = settingsTexts.value.audit;
  const names = useAuditNames(entries, known);
  const nameOf = ({ actor_id, actor_kind }: AuditEntry) => {
    const member = known.find(({ user_id }) => user_id === actor_id);
    return member?.name ?? member?.email ?? t.actors[actor_kind];
  };
  return (
    <Table
      caption={t.title}
      rows={entries}
      rowKey={({ id }) => String(id)}
      columns={[
        {
          id: "when",
          head: t.when,
          phone: "start",
          isRowHead: true,
          class: "align-top whitespace-nowrap",
          cell: ({ occurred_at }) => <Moment at={occurred_at} zone={organizationZone.value} />,
        },
        { id: "who", head: t.who, phone: "end", class: "align-top", cell: nameOf },
        {
          id: "what",
          head: t.what,
          phone: "below",
          class: "align-top",
          cell: (entry) => {
            const call = callOf(entry);
            return (
              <>
                {t.did(t.actions[entry.action], nameOfRow(entry))}
                <span class="block">
                  <a
                    class="link text-xs max-sm:inline-block max-sm:py-2"
                    href={href(["settings", "audit"], { table: entry.table, row: entry.row_id })}
                  >
                    {t.ofThisOnly}
                  </a>
                  {call !== undefined && (
                    <a class="link ml-3 text-xs max-sm:inline-block max-sm:py-2" href={href(["calls", call])}>
                      {t.toCall}
                    </a>
                  )}
                </span>
              </>
            );
          },
        },
        {
          id: "changes",
          head: t.changes,
          phone: "last",
          class: "align-top",
          cell: (entry) => <AuditChanges entry={entry} names={names} />,
        },
      ]}
    />
  );
}

/** "Agent"; of an alert's setting also which alert. What the trail tells of and this page does not know yet shows by its own name. */
function nameOfRow({ table, row_id }: AuditEntry): string {
  if (!isAuditedTable(table)) return table;
  const name = trailTexts.value.tables[table];
  const alerts: Record<string, string> = settingsTexts.value.health.told.names;
  const alert = table === "alert_thresholds" ? alerts[row_id] : undefined;
  return alert === undefined ? name : `${name} (${alert})`;
}

function Filters({ query, members: known }: { query: URLSearchParams; members: readonly Member[] }) {
  const t = settingsTexts.value.audit;
  const show = (name: typeof filterNames[number], value: string) => {
    const there = new URLSearchParams(query);
    there.delete("cursor");
    if (name === "table") there.delete("row");
    if (value === "") there.delete(name);
    else there.set(name, value);
    go(href(["settings", "audit"], there));
  };
  return (
    <Form
      class="flex flex-wrap items-start gap-3"
      aria-label={t.filters}
      onSubmit={() => {}}
    >
      <Field label={t.table} class="max-sm:basis-full">
        {(links) => (
          <select
            {...links}
            class="select"
            value={query.get("table") ?? ""}
            onChange={({ currentTarget: { value } }) => show("table", value)}
          >
            <option value="">{t.allTables}</option>
            {auditedTables.map((name) => (
              <option key={name} value={name}>{trailTexts.value.tables[name]}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t.who} class="max-sm:basis-full">
        {(links) => (
          <select
            {...links}
            class="select"
            value={query.get("actor") ?? ""}
            onChange={({ currentTarget: { value } }) => show("actor", value)}
          >
            <option value="">{t.everybody}</option>
            {known.map(({ user_id, name, email }) => (
              <option key={user_id} value={user_id}>{name ?? email ?? user_id}</option>
            ))}
          </select>
        )}
      </Field>
      {(["from", "to"] as const).map((name) => (
        <Field key={name} label={t[name]}>
          {(links) => (
            <input
              {...links}
              type="date"
              class="input"
              value={query.get(name) ?? ""}
              min={name === "to" ? query.get("from") ?? undefined : undefined}
              max={name === "from" ? query.get("to") ?? undefined : undefined}
              onChange={({ currentTarget: { value } }) => show(name, value)}
            />
          )}
        </Field>
      ))}
      {query.has("row") && (
        <Button class="sm:mt-7" small onClick={() => show("row", "")}>{t.allOfThem}</Button>
      )}
    </Form>
  );
}
