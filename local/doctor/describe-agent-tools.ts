/** What is pasted into "Write manually" of an agent's functions at Bolna, one for each tool, and what its prompt must name. */
export function describeAgentTools(functionsUrl: string, secret: string): { name: string; json: string }[] {
  const scope = {
    type: "string",
    enum: ["all", "marketing", "topic"],
    description:
      "all unless the person clearly means only offers (marketing) or only what this call is about (topic).",
  };
  const when = {
    type: "string",
    description: "The day and time in the person's words or as 2026-12-01T17:00, for example: tomorrow 5 pm.",
  };
  return [
    describe(
      "opt_out",
      "Call this at once when the person does not want to be called again, in any words: stop calling, remove my number, not " +
        "interested do not call, take me off the list. Not for asking to be called at another time.",
      { scope },
      [],
    ),
    describe(
      "call_me_later",
      "Call this when the person wants to be called at another time: later, tomorrow, call me back, I am busy now. Say back the " +
        "time that the answer says. Not for a person who does not want to be called again.",
      { when },
      ["when"],
    ),
    describe(
      "wrong_number",
      "Call this when the number is not that of the person who is called for: wrong number, nobody of that name here. Not when " +
        "the person is only away.",
      {},
      [],
    ),
  ];

  function describe(name: string, description: string, own: Record<string, object>, required: string[]) {
    const known = { call_ref: "The variable call_ref.", execution_id: "The variable execution_id." };
    const properties = {
      ...Object.fromEntries(
        Object.entries(known).map(([key, description]) => [key, { type: "string", description }]),
      ),
      ...own,
    };
    const tool = {
      name,
      description,
      pre_call_message: "One moment, please.",
      parameters: { type: "object", properties, required: ["call_ref", ...required] },
      key: "custom_task",
      value: {
        method: "POST",
        url: `${functionsUrl}/agent-tools/${name}`,
        param: Object.fromEntries(Object.keys(properties).map((key) => [key, `%(${key})s`])),
        api_token: `Bearer ${secret}`,
        headers: { "Content-Type": "application/json" },
      },
    };
    return { name, json: JSON.stringify(tool) };
  }
}

/** Lines that the agent's prompt must have: Bolna fills in what a prompt names in braces, and nothing else. */
export const promptLines = [
  "Call reference: {call_ref}. Execution: {execution_id}. Never say them.",
  "If the person does not want to be called again, use opt_out at once, and confirm what its answer says.",
];
