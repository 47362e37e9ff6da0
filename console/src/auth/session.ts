import { GoTrueClient, type Session } from "@supabase/auth-js";
import { signal } from "@preact/signals";
import { noAnswer, readProblem } from "../api/problem.ts";
import type { Config } from "../config.ts";
import type { Link } from "./link.ts";
import { keepOnDevice, sessionStore } from "./storage.ts";

/** Undefined while it is read from the storage. */
export const session = signal<Session | null | undefined>(undefined);
/** The session ended while somebody worked: a dialog asks for the password over the page. */
export const needsSignIn = signal(false);
/** Somebody came by a link that lets them choose a password. */
export const choosesPassword = signal(false);
/** The link by mail was used before, is too old, or belongs to another browser. */
export const isLinkOver = signal(false);

let auth: GoTrueClient;
/** Other tabs are told of the end. The library has a channel of its own, called as its key. */
const tabs = new BroadcastChannel("console.leave");

export async function startSession(config: Config, link: Link | null): Promise<void> {
  auth = new GoTrueClient({
    url: `${config.apiUrl}/auth/v1`,
    headers: { apikey: config.publishableKey },
    storage: sessionStore,
    storageKey: "console.session",
    flowType: "pkce",
    detectSessionInUrl: false,
    autoRefreshToken: true,
  });
  auth.onAuthStateChange((event, now) => {
    if (event === "SIGNED_OUT" && session.value) {
      // Not asked for: the session ran out, or another tab used its token up.
      if (!leaving) needsSignIn.value = true;
    } else {
      session.value = now;
      if (now !== null) needsSignIn.value = false;
    }
  });
  tabs.onmessage = () => void leave();
  if (link !== null) await follow(link);
  const { data } = await auth.getSession();
  session.value = data.session;
}

async function follow(link: Link): Promise<void> {
  if (link.kind === "refused") {
    isLinkOver.value = true;
    return;
  }
  const { error } = link.kind === "code"
    ? await auth.exchangeCodeForSession(link.code)
    : await auth.setSession({ access_token: link.access, refresh_token: link.refresh });
  if (error !== null) isLinkOver.value = true;
  else choosesPassword.value = link.choosesPassword;
}

/** Throws ApiProblem. */
export async function signIn(email: string, password: string, stay: boolean): Promise<void> {
  keepOnDevice(stay);
  isLinkOver.value = false;
  refuse((await auth.signInWithPassword({ email, password })).error);
}

/** Sends a link to choose a new password. Throws ApiProblem. */
export async function askForPassword(email: string): Promise<void> {
  const redirectTo = `${location.origin}${location.pathname}?for=password`;
  refuse((await auth.resetPasswordForEmail(email, { redirectTo })).error);
}

/** Throws ApiProblem. */
export async function setPassword(password: string): Promise<void> {
  refuse((await auth.updateUser({ password })).error);
  choosesPassword.value = false;
}

function refuse(error: { status?: number; code?: string; message: string } | null): void {
  if (error === null) return;
  if (error.status === undefined || error.status === 0) throw noAnswer();
  throw readProblem(error.status, { code: error.code, message: error.message }, null);
}

let leaving = false;

/** Ends the session in every tab of this browser; other devices stay signed in. */
export async function signOut(): Promise<void> {
  tabs.postMessage("signed out");
  await leave();
}

async function leave(): Promise<void> {
  leaving = true;
  await auth.signOut({ scope: "local" });
  keepOnDevice(false);
  leaving = false;
  needsSignIn.value = false;
  session.value = null;
}

/** The server no longer takes the token. */
export function sessionOver(): void {
  if (session.value) needsSignIn.value = true;
}

/**
 * A token that is good for now; renewed by the library where it is about to end. Who has left, or is leaving, asks nothing more:
 * throws an AbortError then.
 */
export async function accessToken(): Promise<string> {
  const { data } = await auth.getSession();
  if (data.session === null || leaving) throw new DOMException("Nobody is signed in.", "AbortError");
  return data.session.access_token;
}
