interface UnknownCall {
  claimed_at: Date;
}

export interface ListWindow<Call extends UnknownCall> {
  calls: Call[];
  from: Date;
  to: Date;
}

const minute = 60_000;

/**
 * The windows of Bolna's executions list in which calls of one agent may be found, so that calls that were lost together
 * are looked for together. A record is made when Bolna takes the request, so each window goes from two minutes before its
 * first claim to half an hour after its last (the two sides' clocks may differ), or to a minute from `now`.
 * It stays far below the seven days that the list allows.
 */
export function groupUnknownCalls<Call extends UnknownCall>(calls: Call[], now: Date): ListWindow<Call>[] {
  const groups: Call[][] = [];
  for (const call of calls.toSorted((one, other) => one.claimed_at.getTime() - other.claimed_at.getTime())) {
    const group = groups.at(-1);
    const first = group?.[0];
    const near = first !== undefined && call.claimed_at.getTime() - first.claimed_at.getTime() < 10 * minute;
    if (group !== undefined && near) group.push(call);
    else groups.push([call]);
  }
  return groups.map((group) => {
    const times = group.map(({ claimed_at }) => claimed_at.getTime());
    return {
      calls: group,
      from: new Date(Math.min(...times) - 2 * minute),
      to: new Date(Math.min(Math.max(...times) + 30 * minute, now.getTime() + minute)),
    };
  });
}
