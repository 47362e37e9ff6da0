import type { Rejection } from "../../_shared/campaigns/staged-contact.ts";

interface Loading {
  accepted: number | null;
  already_there: number | null;
  duplicates: number | null;
  rejected_count: number | null;
  rejected: Rejection[];
}

/** What a loading that has ended well came to. */
export function countLoaded({ accepted, already_there, duplicates, rejected_count, rejected }: Loading) {
  return {
    accepted: accepted ?? 0,
    already_there: already_there ?? 0,
    duplicates: duplicates ?? 0,
    rejected_count: rejected_count ?? 0,
    rejected,
  };
}
