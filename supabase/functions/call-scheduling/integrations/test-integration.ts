import type { HubspotAccess } from "../../_shared/contacts/connection-schemas.ts";
import type { HubspotClient, HubspotResult } from "../../_shared/hubspot/client.ts";
import {
  excuseMissing,
  judgeFailure,
  judgeProperties,
  listRoles,
  readPropertyType,
  tokenMissing,
} from "../../_shared/contacts/judge-properties.ts";
import { showsDefinitions } from "../../_shared/contacts/examine-connection.ts";
import { connectHubspot } from "../../_shared/contacts/connect-hubspot.ts";
import type { ServiceContext } from "../context.ts";
import type { Check } from "./schema.ts";
import { adoptDefaultToken } from "./adopt-default-token.ts";
import { notConnected } from "./not-connected.ts";

type Finding = Omit<Check, "code"> & {
  code?: Check["code"];
  state: HubspotAccess["state"];
  endsTest?: boolean;
};
type Examination = { findings: Finding[]; portalId?: string; propertyTypes?: Record<string, string> };

/** Milliseconds: a person waits for the answer. */
const limits = { timeoutMs: 8_000, deadlineMs: 12_000 };

/**
 * Asks HubSpot whether the connection can do what it is for, and writes down what it found, unless somebody set another token or
 * other settings meanwhile. Nothing is changed in HubSpot.
 * Throws 409 where there is no connection.
 */
export async function testIntegration(
  { ctx }: { ctx: ServiceContext },
): Promise<{ ok: boolean; checks: Check[] }> {
  const { connections, orgId } = ctx;
  let access = await connections.readAccess(orgId);
  if (access === null && await adoptDefaultToken(ctx)) access = await connections.readAccess(orgId);
  if (access === null) throw notConnected();
  const client = await connectHubspot(ctx, access, limits);
  const { findings, ...facts } = client === null ? { findings: [noToken] } : await examine(client, access);
  const worst = findings.find(({ ok }) => !ok);
  await connections.noteState(access, { state: worst?.state ?? "ok", detail: worst?.says ?? null, ...facts });
  return {
    ok: worst === undefined,
    checks: findings.map(({ name, ok, code, state, says }) => ({
      name,
      ok,
      code: code ?? codeOf(state),
      says,
    })),
  };
}

function codeOf(state: Finding["state"]): Check["code"] {
  return state === "untested" ? "ok" : state;
}

const noToken: Finding = {
  name: "token",
  ok: false,
  state: "token_missing",
  says: tokenMissing.detail,
};

async function examine(client: HubspotClient, access: HubspotAccess): Promise<Examination> {
  const read = judge("contacts_read", await client.probeRead(), "The token may read contacts.");
  if (read.endsTest) return { findings: [read] };
  const account = await readAccount(client, access);
  const findings = [read, ...await checkWriting(client, access), await checkLists(client), account.finding];
  if (findings.some(({ endsTest }) => endsTest)) return { findings, ...account.facts };
  const { findings: properties, types } = await checkProperties(client, access);
  return {
    findings: [...findings, ...properties],
    ...account.facts,
    ...(properties.some(({ endsTest }) => endsTest) ? {} : { propertyTypes: types }),
  };
}

/** Every property that the settings and the rules name, as HubSpot defines it. */
async function checkProperties(client: HubspotClient, access: HubspotAccess) {
  const findings: Finding[] = [];
  const types: Record<string, string> = {};
  for (const property of listRoles(access)) {
    const { name, role } = property;
    const checkName = role === "more_checkups" ? `rule: ${name}` : `${role}_property`;
    const definition = await client.readProperty("contacts", name);
    if (!definition.ok && definition.failure.kind !== "not_found") {
      findings.push(judge(checkName, definition, ""));
      // A definition that the token may not see proves nothing of the next one.
      if (findings.at(-1)?.endsTest) break;
      continue;
    }
    const type = definition.ok ? readPropertyType(definition.value) : null;
    if (type === null && Object.keys(types).length === 0 && !await showsDefinitions(client)) {
      return { findings: [...findings, definitionsHidden], types };
    }
    if (type !== null) types[name] = type;
    const { state, detail } = judgeProperties([property], new Map([[name, type]]));
    const fine = type === null ? excuseMissing(property) : `The contact property ${name} is there (${type}).`;
    const code = type === null && state === "ok" ? { code: "optional_missing" as const } : {};
    findings.push({ name: checkName, ok: state === "ok", says: detail ?? fine ?? "", state, ...code });
  }
  return { findings, types };
}

const definitionsHidden: Finding = {
  name: "properties",
  ok: true,
  state: "ok",
  code: "hidden",
  says: "HubSpot does not show how its properties are defined: the names set here are taken on trust.",
};

async function checkWriting(client: HubspotClient, access: HubspotAccess): Promise<Finding[]> {
  if (!access.write_back_enabled) return [];
  return [judge("contacts_write", await client.probeWrite(), "The token may write contacts and calls.")];
}

/** Lists are good for audiences; a token that may not read them does all the rest. */
async function checkLists(client: HubspotClient): Promise<Finding> {
  const judged = judge("lists_read", await client.probeLists(), "The token may read lists.");
  const isKept = judged.state === "scope_missing" || judged.state === "ok";
  const says = judged.ok
    ? judged.says
    : "The token may not read lists (crm.lists.read). That is only needed for a campaign's audience from a list.";
  const code = judged.ok ? "ok" : "hidden";
  return isKept ? { ...judged, ok: true, state: "ok", code, says, endsTest: false } : judged;
}

/** The account's details are good to know; a token that may not read them does all the rest. */
async function readAccount(client: HubspotClient, access: HubspotAccess) {
  const account = await client.readAccount();
  if (!account.ok) {
    const judged = judge("account", account, "");
    const isHidden = ["scope_missing", "refused", "not_found"].includes(account.failure.kind);
    const says = "HubSpot does not show this token the account's number. It is not needed.";
    const hidden: Finding = { ...judged, ok: true, code: "hidden", says, endsTest: false };
    return { finding: isHidden ? hidden : judged, facts: {} };
  }
  const { portalId, timeZone } = account.value;
  const isOther = timeZone !== null && timeZone !== access.portal_time_zone;
  const says = `The account is ${portalId}.` +
    (isOther
      ? ` Its time zone is ${timeZone}, and date-times are read in ${access.portal_time_zone}: set portal_time_zone if that is not meant.`
      : "");
  return { finding: judge("account", account, says), facts: { portalId } };
}

function judge(name: string, result: HubspotResult<unknown>, says: string): Finding {
  if (result.ok) return { name, ok: true, says, state: "ok" };
  const { failure } = result;
  const state = judgeFailure(failure)?.state ?? "unreachable";
  // Every further question would meet the same.
  return { name, ok: false, says: failure.reason, state, endsTest: state !== "scope_missing" };
}
