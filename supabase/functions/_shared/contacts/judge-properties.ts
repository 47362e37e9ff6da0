import type { ContactTerms } from "./contact-terms.ts";
import type { HubspotFailure } from "../hubspot/failure.ts";
import type { Code } from "../platform/codes.ts";

/** The properties that an organisation has named, those that are written after a call among them. */
export type PropertyRoles = ContactTerms["properties"] & {
  last_call_date: string | null;
  last_call_outcome: string | null;
  call_summary: string | null;
};

/** A connection's state as it is shown to administrators; `detail` is a sentence. */
export type ConnectionState = { state: "ok"; detail: null } | ConnectionTrouble;

export interface ConnectionTrouble {
  state: Exclude<Code<"hubspot_state">, "untested" | "ok">;
  detail: string;
}

export const tokenMissing: ConnectionTrouble = {
  state: "token_missing",
  detail:
    "There is no HubSpot token: set one for this organisation, or HUBSPOT_API_KEY where it goes by that.",
};

const dates = ["date", "datetime"];
const texts = ["string", "phone_number"];
const choices = ["enumeration", "string", "number"];

interface Fitting {
  types: readonly string[];
  is: string;
}

const checkup: Fitting = { types: dates, is: "a date" };
const phone: Fitting = { types: texts, is: "a phone number or text" };
const choice: Fitting = { types: choices, is: "a choice or text" };
const fittings: readonly [Exclude<keyof PropertyRoles, "more_checkups">, Fitting][] = [
  ["checkup", checkup],
  ["phone", phone],
  ["mobile", phone],
  ["time_zone", choice],
  ["language", choice],
  ["owner", choice],
  ["do_not_call", { types: ["bool"], is: "a yes or no" }],
  ["last_call_date", { types: [...dates, "string"], is: "a date" }],
  ["last_call_outcome", choice],
  ["call_summary", { types: ["string"], is: "a text" }],
];

/**
 * What the settings begin with, for properties that an account may do without. Where HubSpot has none of that name and
 * nobody has named another one, it is said what follows, and all else works.
 */
export const optionalProperties = {
  mobile: { name: "mobilephone", without: "numbers are read from the phone property alone" },
  time_zone: { name: "hs_timezone", without: "no contact's own time zone is known" },
  language: { name: "hs_language", without: "no contact's language is known" },
  owner: { name: "hubspot_owner_id", without: "calls are written back without an owner" },
  do_not_call: { name: "do_not_call", without: "no contact is held as not to be called" },
} as const;

const spare: Partial<Record<keyof PropertyRoles, { name: string; without: string }>> = optionalProperties;

/** The sentence for a property that HubSpot does not have and that is not needed; null: it is needed. */
export function excuseMissing({ name, role }: Pick<PropertyRole, "name" | "role">): string | null {
  const optional = spare[role];
  return optional?.name === name ? `HubSpot has no property ${name}: ${optional.without}.` : null;
}

/** One property to look up in HubSpot, and the type it must have. */
export interface PropertyRole extends Fitting {
  name: string;
  /** `more_checkups` where a rule names it. */
  role: keyof PropertyRoles;
}

/** Every property to look up; those that are written after a call only while that is done. */
export function listRoles(
  { properties, write_back_enabled: isWritten }: { properties: PropertyRoles; write_back_enabled: boolean },
): PropertyRole[] {
  const wanted = fittings.flatMap(([role, fitting]) => {
    const name = properties[role];
    return name === null || (written.includes(role) && !isWritten) ? [] : [{ name, role, ...fitting }];
  });
  return [
    ...wanted,
    ...properties.more_checkups.map((name) => ({ name, role: "more_checkups" as const, ...checkup })),
  ];
}

const written: (keyof PropertyRoles)[] = ["last_call_date", "last_call_outcome", "call_summary"];

/** HubSpot's type of a property; a checkbox made in its own pages is an enumeration of true and false, and counts as one. */
export function readPropertyType(
  { type, options }: { type: string; options: readonly { value: string }[] },
): string {
  return type === "enumeration" && options.some(({ value }) => value === "true") ? "bool" : type;
}

/** What HubSpot's definitions say of a connection. `types`: name → type; null: HubSpot has no such property. */
export function judgeProperties(
  wanted: readonly PropertyRole[],
  types: ReadonlyMap<string, string | null>,
): ConnectionState {
  const needed = wanted.filter((property) =>
    types.get(property.name) === null && excuseMissing(property) === null
  );
  const missing = [...new Set(needed.map(({ name }) => name))];
  if (missing.length > 0) {
    const [are, them] = missing.length === 1 ? ["property", "it"] : ["properties", "them"];
    return {
      state: "property_missing",
      detail: `HubSpot has no contact ${are} ${missing.join(", ")}: make ${them} there, or name others here.`,
    };
  }
  const wrong = wanted.find(({ name, types: right }) => {
    const type = types.get(name);
    return typeof type === "string" && !right.includes(type);
  });
  if (wrong === undefined) return { state: "ok", detail: null };
  const { name, is } = wrong;
  return {
    state: "property_type_wrong",
    detail: `The contact property ${name} has the type ${types.get(name)} in HubSpot; it must be ${is}.`,
  };
}

/** What a failure says of the connection; null: nothing (a limit that is over in seconds). */
export function judgeFailure({ kind, reason }: HubspotFailure): ConnectionTrouble | null {
  switch (kind) {
    case "token_rejected":
    case "scope_missing":
    case "daily_limit":
      return { state: kind, detail: reason };
    case "slow_down":
    case "locked":
      return null;
    default:
      return { state: "unreachable", detail: reason };
  }
}
