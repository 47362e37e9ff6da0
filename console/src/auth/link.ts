/** What a link by mail brings: a code to exchange, tokens of a link that somebody else asked for (an invitation), or a refusal. */
export type Link =
  | { kind: "code"; code: string; choosesPassword: boolean }
  | { kind: "tokens"; access: string; refresh: string; choosesPassword: boolean }
  | { kind: "refused" };

export function readLink(search: string, hash: string): Link | null {
  const query = new URLSearchParams(search);
  // A hash of ours begins with a slash.
  const fragment = new URLSearchParams(hash.startsWith("#/") ? "" : hash.replace(/^#/, ""));
  if (query.has("error") || fragment.has("error")) return { kind: "refused" };
  const choosesPassword = query.get("for") === "password" ||
    ["recovery", "invite"].includes(fragment.get("type") ?? "");
  const code = query.get("code");
  if (code !== null) return { kind: "code", code, choosesPassword };
  const [access, refresh] = [fragment.get("access_token"), fragment.get("refresh_token")];
  return access === null || refresh === null ? null : { kind: "tokens", access, refresh, choosesPassword };
}
