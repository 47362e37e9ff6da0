import { type ErrorFacts, type HubspotFailure, type HubspotFailureKind, readErrorFacts } from "./failure.ts";
import { cutText } from "../platform/storable-text.ts";

export interface RefusingAnswer {
  status: number;
  /** The header's text. */
  retryAfter: string | null;
  text: string;
}

/** What an answer other than 2xx means (reference 7.2 and 7.3). `repeatable`: false for creates. */
export function classifyAnswer(
  { status, retryAfter, text }: RefusingAnswer,
  repeatable: boolean,
): HubspotFailure {
  const facts = readErrorFacts(text);
  const kind = readKind(status, facts, repeatable);
  return {
    kind,
    status,
    reason: cutText(explain(kind, status, facts), 1000),
    retryAfterSeconds: readWait(kind, facts, retryAfter),
    ...(facts.correlationId === undefined ? {} : { correlationId: facts.correlationId }),
    missingScopes: facts.missingScopes,
    properties: facts.properties,
  };
}

/** No answer, or one that cannot be read. `reached: false`: it is proven that no byte left this machine. */
export function classifySilence(
  { reached, status = null, repeatable, story }: {
    reached: boolean;
    status?: number | null;
    repeatable: boolean;
    story: string;
  },
): HubspotFailure {
  return {
    kind: reached && !repeatable ? "unclear" : "unreachable",
    status,
    reason: story,
    retryAfterSeconds: null,
    missingScopes: [],
    properties: [],
  };
}

/** Nobody queues for a turn that long, nor does HubSpot hold an account longer than 30 s but for its daily limit. */
const longestPace = 60;

/** The account's turn comes so many seconds from now, which is too late: nothing was asked. */
export function classifyWait(seconds: number): HubspotFailure {
  const isHeld = seconds > longestPace;
  return {
    kind: isHeld ? "daily_limit" : "slow_down",
    status: null,
    reason: isHeld ? dailyLimit : "The HubSpot account's limit is used up for now.",
    retryAfterSeconds: seconds,
    missingScopes: [],
    properties: [],
  };
}

function readKind(status: number, facts: ErrorFacts, repeatable: boolean): HubspotFailureKind {
  switch (status) {
    case 401:
      return "token_rejected";
    case 403:
      return "scope_missing";
    case 404:
      return "not_found";
    case 423:
      return "locked";
    case 429:
      return readPolicy(facts) === "DAILY" ? "daily_limit" : "slow_down";
    case 477:
      return "moved";
  }
  if (status >= 400 && status < 500 && status !== 408) return "refused";
  return repeatable ? "unreachable" : "unclear";
}

type Policy = "DAILY" | "TEN_SECONDLY_ROLLING" | "SECONDLY" | "unknown";

/** `policyName` is not always there: the message then has the word. The order matters: "ten_secondly" holds "secondly". */
function readPolicy({ policyName, message }: ErrorFacts): Policy {
  const words = `${policyName ?? message}`.toLowerCase();
  if (words.includes("daily")) return "DAILY";
  if (words.includes("ten_secondly")) return "TEN_SECONDLY_ROLLING";
  return words.includes("secondly") ? "SECONDLY" : "unknown";
}

const longestMove = 24 * 3600;

function readWait(kind: HubspotFailureKind, facts: ErrorFacts, header: string | null): number | null {
  const said = header !== null && /^\d{1,8}$/.test(header.trim()) ? Number(header) : null;
  // A header's few seconds do not renew the day's requests.
  if (kind === "daily_limit") return null;
  if (kind === "moved") return Math.min(said ?? 3600, longestMove);
  if (kind === "locked") return Math.max(2, capWait(said) ?? 2);
  if (kind !== "slow_down") return capWait(said);
  return capWait(said) ?? (readPolicy(facts) === "SECONDLY" ? 1 : 10);
}

/** Seconds, or above 1000 milliseconds: HubSpot uses both. */
function capWait(said: number | null): number | null {
  if (said === null) return null;
  return Math.min(said > 1000 ? said / 1000 : said, 30);
}

function explain(kind: HubspotFailureKind, status: number, facts: ErrorFacts): string {
  switch (kind) {
    case "token_rejected":
      return "HubSpot does not accept the token: it is wrong, expired or revoked. Set a new one.";
    case "scope_missing":
      return facts.missingScopes.length === 0
        ? "HubSpot does not let the token do this: a scope is missing."
        : `The token lacks the scope ${facts.missingScopes.join(", ")}: add it to the key in HubSpot.`;
    case "not_found":
      return "HubSpot has no such record.";
    case "locked":
      return "The record is being written in HubSpot at this moment.";
    case "daily_limit":
      return dailyLimit;
    case "slow_down":
      return "HubSpot asks for slower requests.";
    case "moved":
      return "HubSpot is moving this account to another data centre.";
    case "refused":
      return `HubSpot refused the request (${describe(status, facts)}).`;
    default:
      return `HubSpot answered ${describe(status, facts)}.`;
  }
}

const dailyLimit =
  "HubSpot's daily limit of this account is used up: nothing is asked before the account's midnight.";

/** Status, category and codes, and the names of properties: nothing of what a record holds. */
function describe(status: number, { category, codes, properties }: ErrorFacts): string {
  const words = [category, ...codes].filter((each) => each !== null).join(", ");
  const names = properties.length === 0 ? "" : `: ${properties.join(", ")}`;
  return `${status}${words === "" ? "" : ` ${words}`}${names}`;
}
