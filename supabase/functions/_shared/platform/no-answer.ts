import { redactText } from "./redact-text.ts";

/** Why `fetch` threw. `connected: false` is proof that no byte of the request left this machine. */
export interface NoAnswer {
  connected: boolean;
  timedOut: boolean;
  /** Redacted. */
  message: string;
}

/** Reads what `fetch` threw. */
export function describeNoAnswer(error: unknown): NoAnswer {
  const timedOut = error instanceof DOMException && error.name === "TimeoutError";
  const story = tellCauses(error);
  return { connected: !provesNoConnection(story), timedOut, message: redactText(story) };
}

/**
 * Deno's client names the stage that failed: `client error (Connect)` covers DNS, TCP and TLS, all before the request is
 * written. Any other text (`SendRequest`, `connection closed`, …) proves nothing.
 */
function provesNoConnection(story: string): boolean {
  return story.includes("client error (Connect)");
}

/** Deno 2.1 puts the stage into the message, 2.9 into the cause. */
function tellCauses(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${tellCauses(error.cause)}`;
}
