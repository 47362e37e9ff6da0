import type { AgentToolStore, LiveCall } from "../_shared/calls/agent-tool-store.ts";
import type { PhoneCipher } from "../_shared/phone/phone-cipher.ts";
import type { ToolArguments } from "./read-arguments.ts";

/** `say` is spoken to the person: a short sentence without ids or numbers of phones. `ok` false: nothing was done. */
export type ToolAnswer = { ok: boolean; say: string };
export type ToolDeps = { agentTools: AgentToolStore; cipher: PhoneCipher };

/** Undefined: no call is live under that reference. */
export type Tool = (
  deps: ToolDeps,
  call: LiveCall,
  given: ToolArguments,
) => Promise<ToolAnswer | undefined>;

export const notLive: ToolAnswer = {
  ok: false,
  say: "I could not note that down just now. Please tell the office, and they will take care of it.",
};
