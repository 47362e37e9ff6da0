import type { StackState } from "./state-file.ts";

/** The `KEY=value` lines of `deno task status`. */
export function renderState(state: Omit<StackState, "pid" | "identity">): string {
  return Object.entries({
    API_URL: state.apiUrl,
    FUNCTIONS_URL: state.functionsUrl,
    DB_URL: state.dbUrl,
    PUBLISHABLE_KEY: state.publishableKey,
    SECRET_KEY: state.secretKey,
    JWT_SECRET: state.jwtSecret,
    BOLNA_API_URL: state.bolnaApiUrl,
    HUBSPOT_API_URL: state.hubspotApiUrl,
    CONSOLE_URL: state.consoleUrl,
    WEBHOOK_SECRET: state.webhookSecret,
    AGENT_TOOLS_SECRET: state.agentToolsSecret,
    METRICS_TOKEN: state.metricsToken,
  }).map(([name, value]) => `${name}=${value}`).join("\n");
}
