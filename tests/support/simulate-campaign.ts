/**
 * The forecast's independent check: every call of a campaign by itself, event by event, with chance. It shares no code with the
 * forecast, and knows the rules only as they are told to people.
 */
export interface SimulatedCampaign {
  contacts: number;
  lines: number;
  /** In seconds; nothing begins outside. */
  openings: readonly { opens: number; closes: number }[];
  outcomes: Readonly<Record<string, { share: number; holdSeconds: number }>>;
  /** Minutes before the first retry, the second, …: as many as there are retries. */
  retries: Readonly<Record<string, readonly number[]>>;
  maxAttempts: number;
  /** Of first calls. */
  callsPerMinute?: number;
  /**
   * How often calls are answered, by the two hours of a day (0 to 11), where the best time is asked for: first calls are made in the best
   * open hours of the first day in which all fit with half as much to spare, and what was not answered is tried again in the best
   * within a day.
   */
  answered?: readonly number[];
}

export interface SimulatedCourse {
  /** When the last call was over, in seconds. */
  end: number;
  calls: number;
  lineSeconds: number;
}

interface Waiting {
  at: number;
  order: number;
  tried: Record<string, number>;
}

export function simulateCampaign(campaign: SimulatedCampaign, random: () => number): SimulatedCourse {
  const { openings, outcomes, retries, maxAttempts } = campaign;
  const opening = (at: number): number => {
    const next = openings.find(({ closes }) => at < closes);
    if (next === undefined) throw new RangeError("The simulated windows end too soon.");
    return Math.max(at, next.opens);
  };
  const queue = new Heap<Waiting>((a, b) => a.at - b.at || a.order - b.order);
  const lines = new Heap<number>((a, b) => a - b);
  for (let line = 0; line < campaign.lines; line++) lines.push(0);
  let order = 0;
  const holdMean = Object.values(outcomes).reduce(
    (sum, { share, holdSeconds }) => sum + share * holdSeconds,
    0,
  );
  const secondsEach = campaign.callsPerMinute === undefined
    ? holdMean / campaign.lines
    : 60 / campaign.callsPerMinute;
  const goodHours = campaign.answered &&
    pickGoodHours(piecesOf(openings, 0, 86_400), campaign.answered, secondsEach * campaign.contacts);
  /** A first call waits for a good hour; after the first day for none. */
  const turnFrom = (at: number): number => {
    const good = goodHours?.find(({ closes }) => at < closes);
    return good === undefined ? opening(goodHours ? Math.max(at, 86_400) : at) : Math.max(at, good.opens);
  };
  const gap = campaign.callsPerMinute === undefined ? 0 : 60 / campaign.callsPerMinute;
  for (let turn = 0; order < campaign.contacts; order++, turn += gap) {
    turn = turnFrom(turn);
    queue.push({ at: turn, order, tried: {} });
  }
  const course: SimulatedCourse = { end: 0, calls: 0, lineSeconds: 0 };

  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const free = lines.pop() ?? 0;
    const mayBegin = Object.keys(next.tried).length === 0 ? turnFrom : opening;
    const began = mayBegin(Math.max(next.at, free));
    if (began > Math.max(next.at, free) && (queue.peek()?.at ?? Infinity) < began) {
      // It was closed meanwhile: who comes back at the opening waits beside the others.
      queue.push({ ...next, at: began });
      lines.push(free);
      continue;
    }
    const outcome = draw(outcomes, random());
    const mean = outcomes[outcome]?.holdSeconds ?? 0;
    // Talks are of any length, ringing out is not.
    const held = outcome === "answered" ? -Math.log(1 - random()) * mean : mean * (0.9 + 0.2 * random());
    const ended = began + held;
    lines.push(ended);
    course.calls++;
    course.lineSeconds += held;
    course.end = Math.max(course.end, ended);
    const tried = { ...next.tried, [outcome]: (next.tried[outcome] ?? 0) + 1 };
    const attempts = Object.values(tried).reduce((sum, times) => sum + times, 0);
    const minutes = retries[outcome]?.[(tried[outcome] ?? 1) - 1];
    if (minutes === undefined || attempts >= maxAttempts) continue;
    let again = ended + minutes * 60 * (1 + 0.1 * random());
    if (outcome === "no_answer" && Math.floor(again / 3600) % 24 === Math.floor(began / 3600) % 24) {
      again = (Math.floor(again / 3600) + 1) * 3600 + 300 * random();
    }
    if (campaign.answered && (outcome === "no_answer" || outcome === "voicemail")) {
      again = pickSlot(piecesOf(openings, again, again + 86_400), campaign.answered, began, random) ?? again;
    }
    queue.push({ at: opening(again), order: order++, tried });
  }
  return course;
}

type Piece = { opens: number; closes: number };

/** What is open between two moments, cut at every second hour of the day. */
function piecesOf(openings: readonly Piece[], from: number, to: number): Piece[] {
  const cuts = openings.flatMap(({ opens, closes }) => {
    const pieces: Piece[] = [];
    for (let at = Math.max(opens, from); at < Math.min(closes, to);) {
      const next = Math.min((Math.floor(at / 7200) + 1) * 7200, closes, to);
      pieces.push({ opens: at, closes: next });
      at = next;
    }
    return pieces;
  });
  return cuts.filter(({ opens, closes }) => closes - opens >= 300);
}

const twoHours = (at: number) => Math.floor((at % 86_400) / 7200);

function pickGoodHours(pieces: Piece[], answered: readonly number[], seconds: number): Piece[] {
  const rate = ({ opens }: Piece) => answered[twoHours(opens)] ?? 0;
  const good: Piece[] = [];
  let sum = 0;
  for (const piece of [...pieces].sort((a, b) => rate(b) - rate(a) || a.opens - b.opens)) {
    if (sum >= 1.5 * seconds) break;
    sum += piece.closes - piece.opens;
    good.push(piece);
  }
  return good.sort((a, b) => a.opens - b.opens);
}

function pickSlot(
  pieces: Piece[],
  answered: readonly number[],
  failedAt: number,
  random: () => number,
): number | null {
  const rest = pieces.filter(({ opens }) => twoHours(opens) !== twoHours(failedAt));
  if (rest.length === 0) return null;
  const rate = ({ opens }: Piece) => answered[twoHours(opens)] ?? 0;
  const best = rest.reduce((one, other) => (rate(other) > rate(one) ? other : one));
  const chosen = random() < 0.1 ? rest[Math.floor(random() * rest.length)] ?? best : best;
  return chosen.opens + random() * (chosen.closes - chosen.opens);
}

function draw(outcomes: SimulatedCampaign["outcomes"], chance: number): string {
  let left = chance;
  for (const [outcome, { share }] of Object.entries(outcomes)) {
    left -= share;
    if (left < 0) return outcome;
  }
  return "failed";
}

class Heap<Item> {
  readonly #items: Item[] = [];
  constructor(readonly compare: (a: Item, b: Item) => number) {}

  peek(): Item | undefined {
    return this.#items[0];
  }

  push(item: Item): void {
    const items = this.#items;
    let place = items.push(item) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = items[above];
      if (parent === undefined || this.compare(item, parent) >= 0) break;
      items[place] = parent;
      place = above;
    }
    items[place] = item;
  }

  pop(): Item | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      let child = items[below];
      const right = items[below + 1];
      if (child !== undefined && right !== undefined && this.compare(right, child) < 0) {
        child = right;
        below++;
      }
      if (child === undefined || this.compare(last, child) <= 0) break;
      items[place] = child;
      place = below;
    }
    items[place] = last;
    return top;
  }
}
