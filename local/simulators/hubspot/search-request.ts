import { z } from "zod";
import type { ObjectType } from "./api-version.ts";
import { invalid } from "./hubspot-error.ts";
import type { PropertyRegistry } from "./property-registry.ts";
import type { Settings } from "./settings.ts";

const OPERATORS = [
  "LT",
  "LTE",
  "GT",
  "GTE",
  "EQ",
  "NEQ",
  "BETWEEN",
  "IN",
  "NOT_IN",
  "HAS_PROPERTY",
  "NOT_HAS_PROPERTY",
  "CONTAINS_TOKEN",
  "NOT_CONTAINS_TOKEN",
] as const;
export type Operator = (typeof OPERATORS)[number];

const maxCharacters = 3000;
const maxGroups = 5;
const maxFiltersOfGroup = 6;
const maxFilters = 18;
const maxLimit = 200;

const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const bodySchema = z.object({
  filterGroups: z.array(z.object({
    filters: z.array(z.object({
      propertyName: z.string(),
      operator: z.string(),
      value: value.optional(),
      highValue: value.optional(),
      values: z.array(value).optional(),
    })),
  })).default([]),
  sorts: z.array(z.union([
    z.string(),
    z.object({
      propertyName: z.string(),
      direction: z.enum(["ASCENDING", "DESCENDING"]).default("ASCENDING"),
    }),
  ])).default([]),
  query: z.string().default(""),
  properties: z.array(z.string()).default([]),
  limit: z.number().default(10),
  after: value.default("0"),
});

type Body = z.output<typeof bodySchema>;

export interface Filter {
  propertyName: string;
  operator: Operator;
  value?: string | undefined;
  highValue?: string | undefined;
  values?: string[] | undefined;
}

export interface SearchRequest {
  /** Any group, and in it every filter. */
  groups: Filter[][];
  sort: { propertyName: string; descending: boolean } | undefined;
  query: string;
  properties: string[];
  limit: number;
  after: number;
}

/** Reads and checks the body of a search, in the order in which the reference says HubSpot does. Throws HubspotError. */
export function readSearch(
  text: string,
  type: ObjectType,
  registry: PropertyRegistry,
  settings: Settings,
): SearchRequest {
  const body = readBody(text);
  if (text.length > maxCharacters) {
    throw invalid(`The request body has ${text.length} characters; at most ${maxCharacters} are allowed`);
  }
  checkCounts(body);
  const groups = body.filterGroups.map(({ filters }) => filters.map(checkOperator));
  const sorts = body.sorts.map(readSort);
  for (const { propertyName } of [...groups.flat(), ...sorts]) {
    if (registry.find(type, propertyName) === undefined) throw unknownProperty(propertyName);
  }
  for (const filter of groups.flat()) checkOperands(filter);
  if (sorts.length > 1 && settings.searchManySorts === "reject") {
    throw invalid("At most one sort rule is allowed");
  }
  if (!Number.isInteger(body.limit) || body.limit < 1 || body.limit > maxLimit) {
    throw invalid(`limit is ${body.limit}; it must be from 1 to ${maxLimit}`);
  }
  if (!/^\d{1,9}$/.test(body.after)) throw invalid(`after is "${body.after}"; it must be an integer`);
  const after = Number(body.after);
  if (after + body.limit > settings.searchCeiling) {
    throw invalid(
      `Search serves no more than ${settings.searchCeiling} results; after is ${after}, limit ${body.limit}`,
    );
  }
  const { query, properties, limit } = body;
  return { groups, sort: sorts[0], query: query.toLowerCase(), properties, limit, after };
}

function readBody(text: string): Body {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid("Invalid input JSON on line 1, column 1: the body is not JSON");
  }
  const parsed = bodySchema.safeParse(json);
  if (!parsed.success) throw invalid(`Invalid input JSON: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function checkCounts({ filterGroups }: Body): void {
  const counts = filterGroups.map(({ filters }) => filters.length);
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (counts.length > maxGroups) {
    throw invalid(`${counts.length} filter groups; at most ${maxGroups} are allowed`);
  }
  if (Math.max(0, ...counts) > maxFiltersOfGroup) {
    throw invalid(`${Math.max(...counts)} filters in a group; at most ${maxFiltersOfGroup} are allowed`);
  }
  if (all > maxFilters) throw invalid(`${all} filters; at most ${maxFilters} are allowed`);
}

function checkOperator(filter: Body["filterGroups"][number]["filters"][number]): Filter {
  const operator = OPERATORS.find((known) => known === filter.operator);
  if (operator === undefined) throw invalid(`Invalid input JSON: ${filter.operator} is no operator`);
  return { ...filter, operator };
}

function checkOperands({ propertyName, operator, value, highValue, values }: Filter): void {
  if (operator === "HAS_PROPERTY" || operator === "NOT_HAS_PROPERTY") return;
  if (operator === "IN" || operator === "NOT_IN") {
    if (values === undefined || values.length === 0) {
      throw invalid(`${operator} on ${propertyName} has no values`);
    }
    return;
  }
  if (value === undefined) throw invalid(`${operator} on ${propertyName} has no value`);
  if (operator === "BETWEEN" && highValue === undefined) {
    throw invalid(`BETWEEN on ${propertyName} has no highValue`);
  }
}

function readSort(sort: Body["sorts"][number]): { propertyName: string; descending: boolean } {
  if (typeof sort !== "string") {
    return { propertyName: sort.propertyName, descending: sort.direction === "DESCENDING" };
  }
  return { propertyName: sort.replace(/^-/, ""), descending: sort.startsWith("-") };
}

function unknownProperty(name: string) {
  return invalid("There was a problem with the request.", [{
    message: `Property "${name}" does not exist`,
    code: "PROPERTY_DOESNT_EXIST",
    context: { propertyName: [name] },
  }]);
}
