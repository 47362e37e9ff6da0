import * as z from "zod";
import { columnsOf, createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { createFunctionCaller } from "../../supabase/functions/_shared/platform/function-caller.ts";

// Nothing is asked of a database: each line stands for a name that the database has not, and must not compile.
Deno.test("a table, column, function or argument of another name does not compile", () => {
  const db = createServiceClient({ supabaseUrl: "http://127.0.0.1:1", secretKeys: ["sb_secret_a"] });
  const call = createFunctionCaller(db);
  const unasked = [
    // @ts-expect-error: there is no such table
    () => db.from("call_schedule"),
    // @ts-expect-error: the table has no such column
    () => db.from("call_schedules").select("id").eq("organization_id", "x"),
    // @ts-expect-error: the table has no such column
    () => columnsOf("call_schedules", z.object({ organization_id: z.string() })),
    // @ts-expect-error: there is no such function
    () => call(z.unknown(), "claim_calls", { p_worker: "x" }),
    // @ts-expect-error: the function has no such argument
    () => call(z.unknown(), "claim_due_calls", { p_worker: "x", p_most: 1 }),
    // @ts-expect-error: an argument without a default is left out
    () => call(z.unknown(), "claim_due_calls", {}),
    // @ts-expect-error: an argument is of another type
    () => call(z.unknown(), "claim_due_calls", { p_worker: true }),
  ];
  void unasked;
});
