/** CI tries all of it; `deno task test` a part, because a suite that takes long is not run. */
export const thoroughly = Deno.env.get("CHAOS_THOROUGHLY") === "true";
