import { type ApiVersion, nameOfOne, type ObjectType } from "./api-version.ts";
import type { CrmRecord } from "./crm-record.ts";
import { HubspotError, invalid } from "./hubspot-error.ts";
import type { HubspotPortal } from "./portal.ts";
import { checkValue } from "./property-values.ts";

/** Property values of a write; null and "" clear. */
export type PropertyChanges = Record<string, string | null>;

interface Problem {
  name: string;
  error: string;
  message: string;
}

/**
 * The values of a write as they will be kept.
 *
 * @param before the record that is changed; absent when one is created.
 * @throws {HubspotError} 400 when a value or a name is refused, 409 when a unique value is taken.
 */
export function checkProperties(
  portal: HubspotPortal,
  type: ObjectType,
  changes: PropertyChanges,
  version: ApiVersion,
  before?: CrmRecord,
): PropertyChanges {
  const problems: Problem[] = [];
  const checked: PropertyChanges = {};
  for (const [name, value] of Object.entries(changes)) {
    const result = checkOne(portal, type, name, value);
    if (result === "ignored") continue;
    if (typeof result === "object" && result !== null) problems.push({ name, ...result });
    else checked[name] = result;
  }
  if (problems.length > 0) throw notValid(problems, portal.id);
  refuseTakenValues(portal, type, checked, before);
  refuseMissing(portal, type, { ...before?.properties, ...checked }, version);
  return checked;
}

function checkOne(
  portal: HubspotPortal,
  type: ObjectType,
  name: string,
  value: string | null,
): string | null | "ignored" | Omit<Problem, "name"> {
  const property = portal.properties.find(type, name);
  if (property === undefined) {
    return { error: "PROPERTY_DOESNT_EXIST", message: `Property "${name}" does not exist` };
  }
  if (property.readOnly) {
    if (portal.settings.readOnlyWrites === "ignore") return "ignored";
    return {
      error: "READ_ONLY_VALUE",
      message: `"${name}" is a read only property; its value cannot be set.`,
    };
  }
  if (value === null || value === "") return null;
  if (name === "hs_call_disposition" && portal.settings.unknownDisposition === "accept") return value;
  const result = checkValue(property, value);
  return "value" in result ? result.value : result;
}

/** HubSpot writes its list of problems as JSON into the message. */
function notValid(problems: Problem[], portalId: number): HubspotError {
  const list = problems.map(({ name, error, message }) => ({
    isValid: false,
    message,
    error,
    name,
    localizedErrorMessage: message,
    portalId,
  }));
  return invalid(`Property values were not valid: ${JSON.stringify(list)}`);
}

function refuseTakenValues(
  portal: HubspotPortal,
  type: ObjectType,
  checked: PropertyChanges,
  before: CrmRecord | undefined,
): void {
  for (const { name } of portal.properties.unique(type)) {
    const value = checked[name]?.toLowerCase();
    if (value === undefined) continue;
    const holder = portal.records(type).byValue(name).get(value);
    if (holder === undefined || holder.id === before?.id) continue;
    const one = nameOfOne(type);
    const message = `${one[0]?.toUpperCase()}${one.slice(1)} already exists. Existing ID: ${holder.id}`;
    throw new HubspotError(409, "CONFLICT", message);
  }
}

function refuseMissing(
  portal: HubspotPortal,
  type: ObjectType,
  after: PropertyChanges,
  version: ApiVersion,
): void {
  const byAdmin = version === "2026-09" ? portal.settings.requiredByAdmin[type] : [];
  const required = type === "calls" ? ["hs_timestamp", ...byAdmin] : byAdmin;
  const missing = required.filter((name) => !after[name]);
  if (missing.length === 0) return;
  const one = nameOfOne(type).toUpperCase();
  throw new HubspotError(
    400,
    "VALIDATION_ERROR",
    `Error writing ${one}. Some required properties were not set.`,
    {
      context: { properties: missing },
    },
  );
}
