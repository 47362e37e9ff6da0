import { pause } from "../pause.ts";
import { DropConnection } from "../serve-http.ts";
import type { BolnaAccount } from "./bolna-account.ts";
import { checkCall } from "./check-call.ts";
import type { Execution } from "./execution.ts";
import type { Fault } from "./faults.ts";
import { refusal } from "./refusal.ts";

/** POST /call. Throws Refusal, or DropConnection where a fault says so. */
export async function placeCall(account: BolnaAccount, request: Request): Promise<Response> {
  const order = checkCall(account, await request.text());
  const refused = account.faults.take(["refuse-with-500", "drop-before-accept"], order.to);
  if (refused?.fault === "refuse-with-500") throw refusal(500, "Internal server error");
  if (refused !== undefined) throw new DropConnection();

  const fault = account.faults.take(
    [
      "accept-then-drop",
      "accept-then-502",
      "accept-then-504",
      "accept-then-hang",
      "broken-json",
      "no-execution-id",
    ],
    order.to,
  );
  const execution = account.createCall(order);
  if (account.settings.webhooks.beforeAnswer) await acceptAndDeliver(account, execution, request.signal);
  else account.engine.accept(execution);
  return await answerAccepted(account, execution, fault, request.signal);
}

/** Sets the call going and waits for its first event to be delivered, at most 5 s. */
async function acceptAndDeliver(
  account: BolnaAccount,
  execution: Execution,
  gone: AbortSignal,
): Promise<void> {
  const delivered = new AbortController();
  void account.webhooks.firstTry(execution.id).then(() => delivered.abort());
  account.engine.accept(execution);
  await pause(5, AbortSignal.any([gone, delivered.signal]));
}

/** The call exists now, whatever the caller gets to hear. */
async function answerAccepted(
  account: BolnaAccount,
  { id }: Execution,
  fault: Fault | undefined,
  gone: AbortSignal,
): Promise<Response> {
  switch (fault?.fault) {
    case "accept-then-drop":
      throw new DropConnection();
    case "accept-then-502":
      return new Response("<html><body>502 Bad Gateway</body></html>", { status: 502 });
    case "accept-then-504":
      return new Response("<html><body>504 Gateway Time-out</body></html>", { status: 504 });
    case "accept-then-hang":
      await pause(fault.seconds ?? Infinity, gone);
      break;
    case "broken-json":
      return new Response('{"message":"done","status":"queued","execu', {
        headers: { "content-type": "application/json" },
      });
    case "no-execution-id":
      return Response.json({ message: "done", status: "queued" });
  }
  const runId = account.settings.answerRunId ? { run_id: id } : {};
  return Response.json({ message: "done", status: "queued", execution_id: id, ...runId });
}
