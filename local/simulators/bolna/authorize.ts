import type { BolnaAccount } from "./bolna-account.ts";
import { Refusal, refusal } from "./refusal.ts";

/** Checks the bearer key, and the faults that take the key's rights away mid-run. Throws Refusal. */
export function authorize(account: BolnaAccount, header: string | undefined): void {
  const denied = refusal(401, "Access denied");
  const forbidden = new Refusal(403, { detail: "Invalid API key" });
  if (header === undefined || header === "") throw denied;
  if (header !== `Bearer ${account.apiKey}`) {
    throw account.settings.wrongKeyStatus === 401 ? denied : forbidden;
  }
  const fault = account.faults.take(["unauthorized", "forbidden"]);
  if (fault !== undefined) throw fault.fault === "unauthorized" ? denied : forbidden;
}
