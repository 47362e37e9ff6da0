import type { CallScriptInput } from "../simulators/bolna/call-scripts.ts";

/** What a person says who does not want to be called. */
export const optOutWords = "Please don't call me again.";

/** What happens in a call that is answered. */
export const conversations = {
  plain: {},
  "opts out in words": { says: ["Who is this?", optOutWords] },
  "opts out by a form": { extracts: { opt_out: "all_marketing" } },
  "opts out by the tool": { uses: [{ tool: "opt_out", arguments: { scope: "all" } }] },
  "wants no offers": { uses: [{ tool: "opt_out", arguments: { scope: "marketing" } }] },
  "wrong number": { uses: [{ tool: "wrong_number", arguments: {} }] },
  "another time": { uses: [{ tool: "call_me_later", arguments: { when: "tomorrow 17:00" } }] },
  "changes its mind": {
    uses: [
      { tool: "call_me_later", arguments: { when: "in two hours" } },
      { tool: "call_me_later", arguments: { when: "%(when)s" } },
      { tool: "opt_out", arguments: { scope: "%(scope)s" } },
      { tool: "call_me_later", arguments: { when: "tomorrow 10:00" } },
    ],
  },
} as const satisfies Record<string, Pick<CallScriptInput, "says" | "extracts" | "uses">>;

export type Conversation = keyof typeof conversations;
