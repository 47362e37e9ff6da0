import type { ObjectType } from "./api-version.ts";
import { type Comparable, type Comparison, comparisonOf } from "./comparable.ts";
import type { CrmRecord } from "./crm-record.ts";
import { invalid } from "./hubspot-error.ts";
import type { PropertyRegistry } from "./property-registry.ts";
import type { Filter } from "./search-request.ts";
import type { Settings } from "./settings.ts";

export type Match = (record: CrmRecord) => boolean;

/** True for what any group takes, and for everything when there is none. Throws HubspotError when a value is none. */
export function compileGroups(
  groups: readonly (readonly Filter[])[],
  type: ObjectType,
  registry: PropertyRegistry,
  settings: Settings,
): Match {
  const compiled = groups.map((filters) =>
    filters.map((filter) => compile(filter, type, registry, settings))
  );
  if (compiled.length === 0) return () => true;
  return (record) => compiled.some((filters) => filters.every((match) => match(record)));
}

function compile(filter: Filter, type: ObjectType, registry: PropertyRegistry, settings: Settings): Match {
  const property = registry.find(type, filter.propertyName);
  if (property === undefined) throw invalid(`Property "${filter.propertyName}" does not exist`);
  const comparison = comparisonOf(property, settings);
  const { of } = comparison;
  switch (filter.operator) {
    case "HAS_PROPERTY":
      return (record) => of(record) !== undefined;
    case "NOT_HAS_PROPERTY":
      return (record) => of(record) === undefined;
    default: {
      const holds = compare(filter, comparison, property.type === "string");
      return (record) => {
        const value = of(record);
        // An empty value meets no comparison, not even NEQ and NOT_IN.
        return value !== undefined && holds(value);
      };
    }
  }
}

function compare(
  { operator, value = "", highValue = "", values = [] }: Filter,
  { read }: Comparison,
  isText: boolean,
): (value: Comparable) => boolean {
  // Texts are compared in lower case, but the values of IN are taken as they are written.
  const list = () => new Set<Comparable>(isText ? values : values.map(read));
  switch (operator) {
    case "IN":
      return isIn(list());
    case "NOT_IN":
      return not(isIn(list()));
    case "CONTAINS_TOKEN":
      return containsToken(value);
    case "NOT_CONTAINS_TOKEN":
      return not(containsToken(value));
    case "BETWEEN":
      return isBetween(read(value), read(highValue));
    default:
      return ordered(operator, read(value));
  }
}

function ordered(operator: string, other: Comparable): (value: Comparable) => boolean {
  switch (operator) {
    case "LT":
      return (value) => value < other;
    case "LTE":
      return (value) => value <= other;
    case "GT":
      return (value) => value > other;
    case "GTE":
      return (value) => value >= other;
    case "NEQ":
      return (value) => value !== other;
    default:
      return (value) => value === other;
  }
}

function isBetween(low: Comparable, high: Comparable): (value: Comparable) => boolean {
  return (value) => value >= low && value <= high;
}

function isIn(list: Set<Comparable>): (value: Comparable) => boolean {
  return (value) => list.has(value);
}

function not(holds: (value: Comparable) => boolean): (value: Comparable) => boolean {
  return (value) => !holds(value);
}

/** `*` stands for the rest of a word. */
function containsToken(token: string): (value: Comparable) => boolean {
  const escaped = token.toLowerCase().replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^\\s]*");
  const pattern = new RegExp(`(^|[^\\p{L}\\p{N}])${escaped}($|[^\\p{L}\\p{N}])`, "u");
  return (value) => pattern.test(`${value}`.toLowerCase());
}
