import { startTestStack } from "../tests/support/start-test-stack.ts";

// Starts the whole stack, and says what time it is there: for this process, for the embedded Postgres and for a served
// function. Fails when one of them is more than a minute from the moment given (seconds since 1970).

const expected = Number(Deno.args[0]) * 1000;
const startedAt = performance.now();

await using stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
const answer = await fetch(`${stack.functionsUrl}/call-scheduling/openapi.json`);
await answer.body?.cancel();
const [database] = await stack.sql<{ now: Date }[]>`select clock_timestamp() as now`;

const clocks = {
  Deno: new Date(),
  Postgres: database?.now ?? new Date(NaN),
  "a served function": new Date(answer.headers.get("date") ?? NaN),
};
for (const [whose, time] of Object.entries(clocks)) {
  const awayMs = Math.abs(time.getTime() - expected - (performance.now() - startedAt));
  if (!(awayMs < 60_000)) throw new Error(`The clock of ${whose} does not show that date: ${time}.`);
}
const shown = Object.entries(clocks).map(([whose, time]) => `${whose} ${time.toISOString().slice(0, 19)}Z`);
await Deno.stdout.write(new TextEncoder().encode(`the clocks: ${shown.join(", ")}\n`));
