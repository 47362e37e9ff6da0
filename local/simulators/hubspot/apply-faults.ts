import { pause } from "../pause.ts";
import { DropConnection } from "../serve-http.ts";
import { forbidden, scopesFor, unauthorized } from "./authorize.ts";
import { type FaultBox, type FaultTarget, REFUSALS, SPOILERS } from "./faults.ts";
import { HubspotError } from "./hubspot-error.ts";
import { tooManyRequests } from "./rate-limits.ts";
import type { Settings } from "./settings.ts";

/** The answer of a fault that keeps the request from being looked at, if one is in force. Throws HubspotError, DropConnection. */
export function refuseByFault(
  faults: FaultBox,
  target: FaultTarget,
  settings: Settings,
): Response | undefined {
  const taken = faults.take(REFUSALS, target);
  switch (taken?.fault) {
    case undefined:
      return undefined;
    case "drop-before-commit":
      throw new DropConnection();
    case "401":
      throw unauthorized();
    case "403":
      throw forbidden(scopesFor(target.kind));
    case "429":
      throw tooManyRequests(taken.policy ?? "SECONDLY", settings);
    case "423":
      throw new HubspotError(423, "LOCKED", "The record is locked by another operation.");
    case "477":
      return new Response("The account is being migrated", {
        status: 477,
        headers: { "retry-after": `${taken.seconds ?? 60}` },
      });
    case "503-html":
      return page(503, "Service Unavailable");
    case "502-before-commit":
      return page(502, "Bad Gateway");
    default:
      return Response.json(
        { status: "error", message: "internal error", correlationId: crypto.randomUUID() },
        {
          status: 500,
        },
      );
  }
}

/** What becomes of a good answer under the fault in force. Throws DropConnection. */
export async function spoilByFault(
  faults: FaultBox,
  target: FaultTarget,
  answer: Response,
  signal: AbortSignal,
): Promise<Response> {
  if (!answer.ok) return answer;
  const taken = faults.take(SPOILERS, target);
  switch (taken?.fault) {
    case "drop-after-commit":
      throw new DropConnection();
    case "502-after-commit":
      return page(502, "Bad Gateway");
    case "slow":
      await pause(taken.seconds ?? 20, signal);
      return answer;
    case "broken-json":
      return await cutInTheMiddle(answer);
    default:
      return answer;
  }
}

async function cutInTheMiddle(answer: Response): Promise<Response> {
  const text = await answer.text();
  const headers = { "content-type": "application/json" };
  return new Response(text.slice(0, Math.max(1, text.length >> 1)), { status: answer.status, headers });
}

function page(status: number, title: string): Response {
  const body =
    `<html><head><title>${status} ${title}</title></head><body><h1>${status} ${title}</h1></body></html>`;
  return new Response(body, { status, headers: { "content-type": "text/html" } });
}
