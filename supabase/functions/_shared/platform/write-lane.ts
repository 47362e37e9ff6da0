export interface WriteLaneOptions<Item, Answer> {
  /** Writes one, as if there were no lane. */
  writeOne: (item: Item) => Promise<Answer>;
  /**
   * Writes many in one transaction, all or nothing: the answer of each in its place, null for one that was not touched.
   * `signal` ends the wait for an answer.
   */
  writeMany: (items: Item[], signal: AbortSignal) => Promise<(Answer | null)[]>;
  /** True for an error by which the database says that it cannot write many at once: it is asked no more. */
  isMissing?: (error: unknown) => boolean;
  /** Hears of each batch that failed; its members are written one by one. */
  onFailure?: (error: unknown, members: number) => void;
  /** No batch is larger (50). */
  mostTogether?: number;
  /** So many batches may be under way at once (1); one leaves beside another only with as many members as that has. */
  mostAtOnce?: number;
  /** How long the lane waits for an answer, in milliseconds (3000). */
  timeoutMs?: number;
  /** Members of failed batches that are written at the same time (10). */
  mostAlone?: number;
}

interface Waiting<Item, Answer> {
  item: Item;
  resolve: (answer: Answer | Promise<Answer>) => void;
}

/**
 * Group commit without a timer. An idle lane writes at once, and alone; what comes while it writes is the next batch. So one at
 * a time nothing is slower, and the more there is to do, the more goes into one transaction.
 *
 * Nothing is written by the lane alone that could not be written twice: a batch without a clear answer may have been committed,
 * and each of its members is then written by itself all the same.
 *
 * @example
 * const lane = new WriteLane({ writeOne: store.record, writeMany: store.recordMany });
 * const answers = await Promise.all(items.map((item) => lane.write(item)));
 */
export class WriteLane<Item, Answer> {
  readonly #options: Required<WriteLaneOptions<Item, Answer>>;
  readonly #waiting: Waiting<Item, Answer>[] = [];
  readonly #left: Waiting<Item, Answer>[] = [];
  #writing = 0;
  /** Members of the batches that are under way. */
  #carried = 0;
  #isMissing = false;
  #alone = 0;

  constructor(options: WriteLaneOptions<Item, Answer>) {
    this.#options = {
      isMissing: () => false,
      onFailure: () => {},
      mostTogether: 50,
      mostAtOnce: 1,
      timeoutMs: 3000,
      mostAlone: 10,
      ...options,
    };
  }

  /** Resolves and rejects as writing it alone does. */
  write(item: Item): Promise<Answer> {
    if (this.#isMissing) return this.#options.writeOne(item);
    return new Promise((resolve) => {
      this.#waiting.push({ item, resolve });
      if (this.#writing < this.#options.mostAtOnce) void this.#writeWaiting();
    });
  }

  /**
   * Nothing waits while nothing is under way. Beside a batch what waits is worth one of its own when it is as much: left at once,
   * the first of what comes back of a batch of sixteen went alone, at the price of all of them.
   */
  #isWorthWriting(): boolean {
    const waiting = this.#waiting.length;
    return waiting > 0 && waiting >= Math.min(this.#carried, this.#options.mostTogether);
  }

  async #writeWaiting(): Promise<void> {
    this.#writing += 1;
    while (this.#isWorthWriting()) {
      const members = this.#waiting.splice(0, this.#options.mostTogether);
      this.#carried += members.length;
      await this.#write(members);
      this.#carried -= members.length;
    }
    this.#writing -= 1;
  }

  /** Does not reject: each member hears for itself. */
  async #write(members: Waiting<Item, Answer>[]): Promise<void> {
    const [first] = members;
    if (members.length === 1 && first !== undefined) {
      const written = this.#writeAlone(first);
      // One that hangs at a lock goes on by itself, and the lane without it.
      return await this.#within(() => written).catch(() => {});
    }
    this.#left.push(...await this.#writeTogether(members));
    while (this.#left.length > 0 && this.#alone < this.#options.mostAlone) void this.#writeLeft();
  }

  /** Those that were not written. */
  async #writeTogether(members: Waiting<Item, Answer>[]): Promise<Waiting<Item, Answer>[]> {
    if (this.#isMissing) return members;
    try {
      const items = members.map(({ item }) => item);
      const answers = await this.#within((signal) => this.#options.writeMany(items, signal));
      if (answers.length !== items.length) throw new RangeError("A batch has as many answers as members.");
      return members.filter((member, index) => {
        const answer = answers[index] ?? null;
        if (answer !== null) member.resolve(answer);
        return answer === null;
      });
    } catch (error) {
      if (this.#options.isMissing(error)) this.#isMissing = true;
      else this.#options.onFailure(error, members.length);
      return members;
    }
  }

  /** Takes members that no batch wrote until there is none; the lane does not wait for it. */
  async #writeLeft(): Promise<void> {
    this.#alone += 1;
    for (let member = this.#left.shift(); member !== undefined; member = this.#left.shift()) {
      await this.#writeAlone(member);
    }
    this.#alone -= 1;
  }

  #writeAlone({ item, resolve }: Waiting<Item, Answer>): Promise<void> {
    const answer = this.#options.writeOne(item);
    resolve(answer);
    return answer.then(() => {}, () => {});
  }

  /** The work's result; rejects when it does not come in time. No timer stays behind. */
  async #within<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const expiry = Promise.withResolvers<never>();
    const controller = new AbortController();
    const timer = setTimeout(() => {
      const error = new DOMException("The database did not answer in time.", "TimeoutError");
      controller.abort(error);
      expiry.reject(error);
    }, this.#options.timeoutMs);
    try {
      return await Promise.race([work(controller.signal), expiry.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}
