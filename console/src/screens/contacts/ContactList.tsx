import { Badge } from "../../components/Badge.tsx";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Pages } from "../../components/Pages.tsx";
import { SearchBox } from "../../components/SearchBox.tsx";
import { type Column, Table } from "../../components/Table.tsx";
import { organizationZone } from "../../auth/organizations.ts";
import { now } from "../../lib/clock.ts";
import { daysBetween } from "../../lib/days.ts";
import { toWallTime } from "../../lib/wall-time.ts";
import { formatDate, maskNumber } from "../../lib/format.ts";
import { go, href, place } from "../../lib/router.ts";
import { contactTexts } from "../../texts/contacts.ts";
import { texts } from "../../texts/texts.ts";
import { type Contact, contactProblems, isContactProblem } from "./problems.ts";
import { compliance, contacts } from "./resources.ts";

/** A page of the contacts that are overdue, that have a problem, or of all. */
export function ContactList(
  { part, query }: { part: "overdue" | "problems" | "all"; query: URLSearchParams },
) {
  const t = contactTexts.value;
  const { data: counted, problem } = compliance.use("");
  const threshold = counted.value?.threshold_days ?? (counted.value || problem.value ? 5 : undefined);
  const word = query.get("problem") ?? "";
  const chosen = isContactProblem(word) ? word : contactProblems[0];
  const cursor = query.get("cursor");
  const words = place.value.state.words ?? "";
  const key = new URLSearchParams(cursor === null ? {} : { cursor });
  if (words !== "") key.set("q", words);
  if (part === "problems") key.set("problem", chosen);
  if (part === "overdue") key.set("overdue", String(threshold));
  const page = contacts.use(part === "overdue" && threshold === undefined ? null : key.toString());
  const empty = { overdue: t.noneOverdue, problems: t.noProblem, all: t.none }[part];
  const show = (where: typeof part, sought: string) =>
    go(href(["contacts", where], where === "problems" ? { problem: chosen } : {}), {
      state: sought === "" ? {} : { words: sought },
    });
  return (
    <div class="flex flex-col gap-3">
      <div class="flex max-w-xl">
        <SearchBox
          label={t.find}
          placeholder={texts.value.calls.search}
          words={words}
          onSearch={(sought) => show(part, sought)}
        />
      </div>
      {part === "problems" && (
        <label class="flex flex-wrap items-center gap-2 text-sm">
          {t.whichProblem}
          <select
            class="select select-sm w-auto max-sm:min-h-11"
            value={chosen}
            onChange={(event) =>
              go(href(["contacts", part], { problem: event.currentTarget.value }), {
                state: words === "" ? {} : { words },
              })}
          >
            {contactProblems.map((one) => <option key={one} value={one}>{t.problem[one]}</option>)}
          </select>
        </label>
      )}
      <Loaded of={page}>
        {({ contacts: rows, next_cursor }) => (
          rows.length === 0 && words !== ""
            ? (
              <EmptyState
                action={
                  <span class="flex flex-wrap justify-center gap-2">
                    {part !== "all" && <Button onClick={() => show("all", words)}>{t.findInAll}</Button>}
                    <Button onClick={() => show(part, "")}>{texts.value.common.clearFilters}</Button>
                  </span>
                }
              >
                {t.noMatch}
              </EmptyState>
            )
            : rows.length === 0 && cursor === null
            ? <EmptyState>{empty}</EmptyState>
            : (
              <>
                <Table
                  caption={t.title}
                  columns={columnsOf(threshold ?? 5)}
                  rows={rows}
                  rowKey={({ contact_id }) => contact_id}
                />
                <Pages
                  path={["contacts", part]}
                  query={query}
                  next={next_cursor}
                  state={words === "" ? {} : { words }}
                />
              </>
            )
        )}
      </Loaded>
    </div>
  );
}

function columnsOf(threshold: number): Column<Contact>[] {
  const t = contactTexts.value;
  const today = toWallTime(now.value, organizationZone.value).day;
  const daysOf = ({ last_checkup_date: day }: Contact) => day === null ? null : daysBetween(day, today);
  const ago = (days: number) => days === 0 ? t.today : days > 0 ? t.daysAgo(days) : t.inDays(-days);
  return [
    {
      id: "name",
      head: t.name,
      phone: "start",
      isRowHead: true,
      cell: (one) => (
        <span class="flex flex-col">
          <span class="break-words">{one.contact_name}</span>
          <span class="text-xs font-normal text-base-content/80">{t.hubspotId(one.contact_id)}</span>
        </span>
      ),
    },
    {
      id: "number",
      head: t.number,
      phone: "below-end",
      cell: ({ contact_phone: phone }) =>
        phone === null
          ? <span class="text-base-content/80">{t.noNumber}</span>
          : <span class="whitespace-nowrap tabular-nums">{maskNumber(phone)}</span>,
    },
    {
      id: "checkup",
      head: t.lastCheckup,
      phone: "below",
      cell: (one) => {
        const days = daysOf(one);
        if (one.last_checkup_date === null || days === null) {
          return <span class="text-base-content/80">{t.noCheckup}</span>;
        }
        return (
          <span class="flex flex-col">
            <time dateTime={one.last_checkup_date}>{formatDate(one.last_checkup_date)}</time>
            <span class="text-xs text-base-content/80">{ago(days)}</span>
          </span>
        );
      },
    },
    {
      id: "state",
      head: t.state,
      phone: "end",
      cell: (one) => {
        const days = daysOf(one);
        if (one.problems.length > 0) {
          return (
            <span class="flex flex-wrap gap-1 max-sm:justify-end">
              {one.problems.map((word) => (
                <Badge key={word} tone={word === "do_not_call" ? "dark" : "warning"} icon="alert">
                  {t.problem[word]}
                </Badge>
              ))}
            </span>
          );
        }
        return days !== null && days >= threshold
          ? <Badge tone="error" icon="scheduled">{t.isOverdue}</Badge>
          : <Badge tone="success" icon="done">{t.isWithin}</Badge>;
      },
    },
  ];
}
