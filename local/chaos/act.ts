import type { AsyncCommand } from "fast-check";
import { checkMoment } from "./invariants.ts";
import type { World } from "./world.ts";

/** What the machine needs to know to choose acts that make sense; everything else it asks the world. */
export interface Model {
  booked: number;
}

type Details = Record<string, unknown>;

/** One act of the machine: something a person, Bolna, the network or the hosting does. */
export class Act<Chosen extends Details> implements AsyncCommand<Model, World> {
  readonly #name: string;
  readonly #chosen: Chosen;
  readonly #perform: (world: World, chosen: Chosen) => Promise<unknown>;
  readonly #effect: "books" | "needs a booking" | "free";

  constructor(
    name: string,
    chosen: Chosen,
    effect: "books" | "needs a booking" | "free",
    perform: (world: World, chosen: Chosen) => Promise<unknown>,
  ) {
    this.#name = name;
    this.#chosen = chosen;
    this.#effect = effect;
    this.#perform = perform;
  }

  check(model: Readonly<Model>): boolean {
    return this.#effect !== "needs a booking" || model.booked > 0;
  }

  async run(model: Model, world: World): Promise<void> {
    world.tally.add("commands");
    world.note(`> ${this}`);
    await this.#perform(world, this.#chosen);
    // What the judge would never let go is refused.
    if (this.#effect === "books") model.booked = world.booked.length;
    await world.conductor.playOut();
    await checkMoment(world);
    const [violation] = world.violations;
    if (violation !== undefined) throw violation;
  }

  toString(): string {
    const details = Object.entries(this.#chosen).filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${typeof value === "object" ? JSON.stringify(value) : value}`);
    return [this.#name, ...details].join(" ");
  }
}
