import { Buffer } from "node:buffer";
import { hashPersonal, hashRow } from "./hash-row.ts";
import { hashSeal } from "./hash-seal.ts";
import type { ChainEntry, RowEntry, SealEntry, TrailEntry } from "./trail-entries.ts";

/** What was found of one month of an organisation. */
export interface CheckedChain {
  chain: ChainEntry;
  rows: number;
  seals: number;
  /** Rows that no seal holds yet, and since when the first of them. */
  unsealed: number;
  unsealedSince: string | undefined;
  /** Rows of which something personal was erased after they were sealed. */
  erased: number;
  /** A sentence each, naming the row or the seal. */
  problems: string[];
}

/** No transaction is open so long: a row that tells of an earlier time than rows before it do was written later than it says. */
const longestTransactionMs = 60 * 60 * 1000;
/** The shortest time that the trail is kept (private.retention). */
const shortestKeptMs = 90 * 24 * 60 * 60 * 1000;

/**
 * Holds the rows of a trail against its seals: every row that was changed, is missing or was added after it was sealed, and every
 * seal that was, is a sentence. Takes the entries of one chain after another, as they are read and exported.
 */
export async function* checkTrail(entries: AsyncIterable<TrailEntry>): AsyncGenerator<CheckedChain> {
  let check: ReturnType<typeof checkChain> | undefined;
  for await (const entry of entries) {
    if (entry.kind === "chain") {
      if (check !== undefined) yield check.finish();
      check = checkChain(entry);
    } else if (check === undefined) {
      throw new Error("A trail begins with the chain that it is of.");
    } else if (entry.kind === "seal") {
      check.takeSeal(entry);
    } else {
      check.takeRow(entry);
    }
  }
  if (check !== undefined) yield check.finish();
}

function checkChain(chain: ChainEntry) {
  const found: CheckedChain = {
    chain,
    rows: 0,
    seals: 0,
    unsealed: 0,
    unsealedSince: undefined,
    erased: 0,
    problems: [],
  };
  const report = (problem: string) => found.problems.push(problem);
  const { pruned } = chain;
  if (pruned !== null && Date.parse(pruned.pruned_at) - Date.parse(pruned.last_at) < shortestKeptMs) {
    report(`seals 1 to ${pruned.last_number} were pruned before their time`);
  }
  let last = pruned === null ? undefined : { number: pruned.last_number, hash: pruned.hash };
  let latestMs = 0;
  let open: OpenSeal | undefined;

  const takeSeal = (seal: SealEntry) => {
    closeSeal(open, report);
    open = undefined;
    found.seals++;
    const expected = (last?.number ?? 0) + 1;
    if (seal.number > expected) report(`${nameSeals(expected, seal.number - 1)} missing`);
    if (seal.hash !== hashSeal(chain, seal)) report(`seal ${seal.number} was changed`);
    else if (seal.number === expected && last !== undefined && seal.follows !== last.hash) {
      report(`seal ${seal.number} does not follow the one before it`);
    }
    last = seal;
    open = openSeal(seal);
  };

  const takeRow = (row: RowEntry) => {
    found.rows++;
    if (row.erased) found.erased++;
    const at = Date.parse(row.occurred_at);
    if (at < latestMs - longestTransactionMs) {
      report(`${nameRow(row)} was added later: rows before it tell of later times`);
    }
    latestMs = Math.max(latestMs, at);
    const place = open === undefined ? undefined : findInSeal(open, row.id, report);
    if (open !== undefined && place !== undefined) {
      if (!holds(open, place, row)) report(`${nameRow(row)} was changed after it was sealed`);
    } else if (row.id <= chain.sealed_to) {
      report(`${nameRow(row)} was added after the rows about it were sealed`);
    } else {
      found.unsealed++;
      found.unsealedSince ??= row.occurred_at;
    }
  };

  const finish = () => {
    closeSeal(open, report);
    return found;
  };
  return { takeSeal, takeRow, finish };
}

interface OpenSeal {
  seal: SealEntry;
  hashes: Uint8Array;
  salts: Uint8Array;
  personal: ReadonlySet<string>;
  /** The first of its rows that was not met yet. */
  next: number;
}

function openSeal(seal: SealEntry): OpenSeal {
  return {
    seal,
    hashes: Buffer.from(seal.row_hashes, "hex"),
    salts: Buffer.from(seal.row_salts, "hex"),
    personal: new Set(seal.personal),
    next: 0,
  };
}

/** Where the seal holds the row; rows that it holds before are missing. Undefined: it does not. */
function findInSeal(open: OpenSeal, id: number, report: (problem: string) => void): number | undefined {
  const ids = open.seal.row_ids;
  for (let expected = ids[open.next]; expected !== undefined && expected <= id; expected = ids[open.next]) {
    open.next++;
    if (expected === id) return open.next - 1;
    report(`row ${expected} is missing: seal ${open.seal.number} holds it`);
  }
  return undefined;
}

function closeSeal(open: OpenSeal | undefined, report: (problem: string) => void): void {
  if (open !== undefined) findInSeal(open, Infinity, report);
}

function holds({ hashes, salts, personal }: OpenSeal, place: number, row: RowEntry): boolean {
  const personalHash = row.erased
    ? hashOfErased(row, row.erased.personal_hash, personal)
    : hashPersonal(row, salts.subarray(place * 16, place * 16 + 16), personal);
  const hash = hashRow(row, personalHash, personal);
  return Buffer.compare(hash, hashes.subarray(place * 32, place * 32 + 32)) === 0;
}

/** Of a row that was erased nothing personal may be left, or come back; what it was proves nothing then. */
function hashOfErased(row: RowEntry, kept: string, personal: ReadonlySet<string>): Uint8Array {
  const isGone = Object.entries(row.changes).every(([column, value]) =>
    !personal.has(column) || value === "erased" || value === "private"
  );
  return isGone ? Buffer.from(kept, "hex") : new Uint8Array(32);
}

function nameSeals(first: number, last: number): string {
  return first === last ? `seal ${first} is` : `seals ${first} to ${last} are`;
}

function nameRow({ id, table_name, row_id, occurred_at }: RowEntry): string {
  return `row ${id} (${table_name} ${row_id}, ${occurred_at})`;
}
