import { parseTimestamp } from "../../_shared/platform/timestamps.ts";

/** The last row of a page: where the next one begins in the order of the times and ids of the trail. */
export interface AuditCursor {
  at: string;
  id: number;
}

export function encodeAuditCursor({ at, id }: AuditCursor): string {
  return `${at}_${id}`;
}

/** Undefined for anything that `encodeAuditCursor` did not write. */
export function decodeAuditCursor(text: string): AuditCursor | undefined {
  const [, time = "", id] = /^([^_]{1,40})_(\d{1,15})$/.exec(text) ?? [];
  const at = parseTimestamp(time)?.text;
  return at === undefined ? undefined : { at, id: Number(id) };
}
