import { nextOpening, openSeconds, type Span } from "./spans.ts";

export const bucketSeconds = 300;

/** Less than this is nobody, and no room for anybody. */
export const crumb = 1e-6;

/**
 * The contacts of one window group that wait to be called: expected numbers by their state of the retry policy, in the order in which they
 * became ready. Buckets are counted from `startsAt`.
 */
export class WaitingLine {
  readonly #coming = new Map<number, Float64Array>();
  readonly #ready: { since: number; contacts: Float64Array }[] = [];
  #open = 0;

  constructor(readonly spans: readonly Span[], readonly states: number, readonly startsAt: number) {}

  isEmpty(): boolean {
    return this.#coming.size === 0 && this.#ready.length === 0;
  }

  /** The first moment at or after `at` at which one may be called; null: none any more. */
  nextOpening(at: number): number | null {
    return nextOpening(this.spans, at);
  }

  /**
   * Contacts that are ready at `at`, or at the next opening. A moment is shared among the two buckets whose middles lie around it, an
   * opening is not: there everybody is ready at once.
   */
  add(at: number, state: number, contacts: number, notBefore: number): void {
    const opening = this.nextOpening(at);
    if (opening === null) return;
    const exact = (opening - this.startsAt) / bucketSeconds;
    const place = opening > at ? Math.floor(exact) : exact - 0.5;
    const bucket = Math.floor(place);
    this.#put(Math.max(bucket, notBefore), state, contacts * (1 - place + bucket));
    this.#put(Math.max(bucket + 1, notBefore), state, contacts * (place - bucket));
  }

  #put(bucket: number, state: number, contacts: number): void {
    if (contacts <= 0) return;
    const cohort = this.#coming.get(bucket) ?? new Float64Array(this.states);
    cohort[state] = (cohort[state] ?? 0) + contacts;
    this.#coming.set(bucket, cohort);
  }

  /** Lets those in who are ready in this bucket. Where it is closed all wait for the next opening, as calls that are refused do. */
  enter(bucket: number): void {
    const cohort = this.#coming.get(bucket);
    if (cohort) this.#ready.push({ since: bucket, contacts: cohort });
    this.#coming.delete(bucket);
    if (this.#ready.length === 0) return;
    const at = this.startsAt + bucket * bucketSeconds;
    this.#open = openSeconds(this.spans, at, at + bucketSeconds);
    if (this.#open > 0) return;
    for (const { contacts } of this.#ready.splice(0)) {
      contacts.forEach((waiting, state) => this.add(at + bucketSeconds, state, waiting, bucket + 1));
    }
  }

  /** Since which bucket the first has waited; null: nobody waits, or nobody more can be called in this bucket. */
  waitingSince(): number | null {
    return this.#open > crumb ? this.#ready[0]?.since ?? null : null;
  }

  /** Takes up to `most` of those who have waited longest, at a pace of `perSecond` while it is open; gives them by state. */
  take(most: number, perSecond: number): Float64Array {
    const first = this.#ready[0];
    if (first === undefined) return new Float64Array(this.states);
    const waiting = first.contacts.reduce((sum, contacts) => sum + contacts, 0);
    const taken = Math.min(waiting, most, this.#open * perSecond);
    this.#open -= taken / perSecond;
    if (waiting - taken < crumb) {
      this.#ready.shift();
      return first.contacts;
    }
    const part = taken / waiting;
    const gone = first.contacts.map((contacts) => contacts * part);
    first.contacts = first.contacts.map((contacts) => contacts * (1 - part));
    return gone;
  }
}
