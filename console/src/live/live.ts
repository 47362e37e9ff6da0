import { computed, effect, signal } from "@preact/signals";
import { organization } from "../auth/organizations.ts";
import { accessToken, needsSignIn } from "../auth/session.ts";
import type { Config } from "../config.ts";
import { now } from "../lib/clock.ts";
import { forgetAll, reloadAll } from "../lib/resource.ts";
import { place } from "../lib/router.ts";
import { nextPollMs, secondLookMs, wokenPollMs } from "./poll-schedule.ts";
import { askPulse, type Pulse } from "./pulse.ts";

/** The latest answer; undefined before the first one of an organisation. */
export const pulse = signal<Pulse | undefined>(undefined);
export const lastAnswerAt = signal<number | undefined>(undefined);
export const isOnline = signal(typeof navigator === "undefined" || navigator.onLine);

/** Realtime tells this page of changes just now: then no answer for a while is no sign of anything. */
export const isWoken = signal(false);

const isSeen = signal(typeof document === "undefined" || !document.hidden);

/** Without an answer for so long, what is shown is called old. */
const staleAfterMs = 30_000;
/** When it was lost, the question that is asked at once has this long to be answered. */
const graceMs = 10_000;
/** Everything is read anew this often, whatever the pulse says. */
const readAnewMs = 60_000;

const lostAt = signal(0);

export const liveState = computed<"live" | "stale" | "offline">(() => {
  if (!isOnline.value) return "offline";
  const isQuietWell = isWoken.value || now.value - lostAt.value < graceMs;
  const patience = isQuietWell ? wokenPollMs + staleAfterMs : staleAfterMs;
  if (lastAnswerAt.value !== undefined && now.value - lastAnswerAt.value > patience) return "stale";
  return "live";
});

/** Why nothing can be written now, if so. */
export const isCutOff = computed(() => liveState.value === "offline");

let timer: ReturnType<typeof setTimeout> | undefined;
let abort = new AbortController();
let failures = 0;
let readAllAt = 0;
let hasNews = false;

/** Polls while an organisation is on the screen, the tab is looked at and there is a network. */
export function followPulse(config: Config): void {
  let before: string | undefined;
  effect(() => {
    const id = organization.value?.id;
    // Another organisation, or nobody: nothing of the one before is kept, not even a question to it.
    if (before !== undefined && before !== id) forgetAll();
    before = id;
    abort.abort();
    pulse.value = undefined;
    lastAnswerAt.value = undefined;
    failures = 0;
    readAllAt = Date.now();
    if (organization.value !== undefined) askNow();
  });
  document.addEventListener("visibilitychange", () => {
    isSeen.value = !document.hidden;
    askNow();
  });
  addEventListener("online", () => {
    isOnline.value = true;
    askNow();
  });
  addEventListener("offline", () => isOnline.value = false);
  if (config.realtime) followWakeups(config);
}

/**
 * Where the project has Realtime the next question comes as soon as something has changed, and hardly any otherwise. A tab that is
 * looked at again listens anew, by a token that is good for now.
 */
function followWakeups(config: Config): void {
  effect(() => {
    const orgId = organization.value?.id;
    if (orgId === undefined || !isSeen.value || !isOnline.value || needsSignIn.value) return;
    let isOver = false;
    let end = () => {};
    import("./wakeups.ts").then(({ listenForWakeups }) => {
      if (!isOver) {
        end = listenForWakeups({
          ...config,
          orgId,
          accessToken,
          onWake: noteNews,
          onListening: noteListening,
        });
      }
    }, () => {});
    return () => {
      isOver = true;
      isWoken.value = false;
      end();
    };
  });
}

function noteNews(): void {
  hasNews = true;
  askNow();
}

/** What is lost is asked for at once, and from then on as often as without Realtime. */
function noteListening(isListening: boolean): void {
  const isLost = isWoken.peek() && !isListening;
  isWoken.value = isListening;
  if (!isLost) return;
  lostAt.value = Date.now();
  askNow();
}

/** For "Try again", a tab that is looked at again, and whatever has just been written. */
export function askNow(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void poll(), 0);
}

async function poll(): Promise<void> {
  const asked = organization.peek();
  if (asked === undefined || document.hidden || !isOnline.peek() || needsSignIn.peek()) return;
  abort.abort();
  abort = new AbortController();
  const { signal } = abort;
  let isSecondLook = hasNews;
  hasNews = false;
  try {
    const answer = await askPulse(signal);
    if (signal.aborted) return;
    const before = pulse.peek();
    const wasLost = failures > 0;
    failures = 0;
    pulse.value = answer;
    lastAnswerAt.value = Date.now();
    const moved = before !== undefined && before.revision !== answer.revision;
    isSecondLook ||= moved;
    if (moved || wasLost || Date.now() - readAllAt > readAnewMs) {
      readAllAt = Date.now();
      void reloadAll();
      if (moved) setTimeout(() => organization.peek()?.id === asked.id && void reloadAll(), secondLookMs);
    }
  } catch {
    if (signal.aborted) return;
    failures += 1;
  }
  timer = setTimeout(
    () => void poll(),
    nextPollMs({
      pulse: pulse.peek(),
      isWoken: isWoken.peek(),
      hasNews: isSecondLook,
      isToday: place.peek().screen === "today",
      failures,
      chance: Math.random(),
      now: Date.now(),
    }),
  );
}
