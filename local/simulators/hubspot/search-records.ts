import type { ObjectType } from "./api-version.ts";
import { type Comparable, comparisonOf } from "./comparable.ts";
import type { CrmRecord } from "./crm-record.ts";
import { firstFrom } from "./id-ordered.ts";
import { compileGroups, type Match } from "./match-filters.ts";
import type { HubspotPortal } from "./portal.ts";
import { type Filter, readSearch, type SearchRequest } from "./search-request.ts";
import { showRecord } from "./show-record.ts";

/** Answers `POST …/search`. Throws HubspotError. */
export function searchRecords(portal: HubspotPortal, type: ObjectType, text: string) {
  const request = readSearch(text, type, portal.properties, portal.settings);
  portal.catchUpIndex();
  const { rows, first } = findRows(portal, type, request);
  const total = rows.length - first;
  const end = request.after + request.limit;
  const results = rows.slice(first + request.after, first + end)
    .map((record) => showRecord(portal.properties, type, record, request.properties));
  return { total, results, ...(end < total ? { paging: { next: { after: `${end}` } } } : {}) };
}

/**
 * All matches in order, and where the answer begins among them. A keyset run differs from page to page only in its
 * `hs_object_id GT`: without that filter the matches are the same, and are found once for all pages.
 */
function findRows(portal: HubspotPortal, type: ObjectType, request: SearchRequest) {
  const sort = request.sort ??
    { propertyName: type === "contacts" ? "createdate" : "hs_createdate", descending: false };
  const byId = sort.propertyName === "hs_object_id" && !sort.descending;
  const { floor, groups } = byId ? takeFloor(request.groups) : { floor: -1, groups: request.groups };
  const match = matchAll(portal, type, groups, request.query);
  const key = JSON.stringify([groups, sort, request.query, portal.properties.version, portal.settings]);
  const rows = portal.records(type).index.answer(
    key,
    (all) => sortRows(portal, type, all.filter(match), sort),
  );
  return { rows, first: firstFrom(byId ? rows : [], floor + 1) };
}

/** Takes `hs_object_id GT n` out of the only group; -1 when there is none to take. */
function takeFloor(groups: Filter[][]): { floor: number; groups: Filter[][] } {
  const [filters = [], ...others] = groups;
  const keyset = filters.find(({ propertyName, operator, value = "" }) =>
    propertyName === "hs_object_id" && operator === "GT" && /^\d{1,15}$/.test(value)
  );
  if (keyset === undefined || others.length > 0) return { floor: -1, groups };
  return { floor: Number(keyset.value), groups: [filters.filter((filter) => filter !== keyset)] };
}

function matchAll(portal: HubspotPortal, type: ObjectType, groups: Filter[][], query: string): Match {
  const match = compileGroups(groups, type, portal.properties, portal.settings);
  if (query === "") return match;
  return (record) =>
    match(record) &&
    ["firstname", "lastname", "email", "hs_call_title"]
      .some((name) => record.properties[name]?.toLowerCase().includes(query));
}

function sortRows(
  portal: HubspotPortal,
  type: ObjectType,
  rows: CrmRecord[],
  { propertyName, descending }: NonNullable<SearchRequest["sort"]>,
): CrmRecord[] {
  const property = portal.properties.find(type, propertyName);
  if (property === undefined || (propertyName === "hs_object_id" && !descending)) return rows;
  const { of } = comparisonOf(property, portal.settings);
  const sign = descending ? -1 : 1;
  return rows.map((record) => ({ record, value: of(record) }))
    .sort((a, b) => sign * order(a.value, b.value) || a.record.order - b.record.order)
    .map(({ record }) => record);
}

/** Empty values come last when ascending. */
function order(a: Comparable | undefined, b: Comparable | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  return a < b ? -1 : 1;
}
