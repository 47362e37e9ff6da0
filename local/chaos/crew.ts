import type { Conductor } from "./conductor.ts";
import type { Journal } from "./journal.ts";
import type { Tally } from "./tally.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { type Fate, type Watch, Worker } from "./worker.ts";

interface CrewDeps<Ports> {
  conductor: Conductor;
  time: VirtualTime;
  tally: Tally;
  journal: Journal;
  watch: Watch;
  createPorts: (worker: Worker) => Ports;
  /** True where an error is the consequence of a fault that was asked for. */
  explains: (error: string) => boolean;
}

/** Starts workers and moves the clock on for them. */
export function createCrew<Ports>(deps: CrewDeps<Ports>) {
  const { conductor, time, tally, journal, watch, createPorts, explains } = deps;

  function start(name: string, work: (ports: Ports) => Promise<unknown>, fate?: Fate): Worker {
    const worker = new Worker(name, { conductor, time, watch, fate });
    journal.note(`${name} starts${fate === undefined ? "" : ` with fate ${JSON.stringify(fate)}`}`);
    const ended = worker.run(() => work(createPorts(worker)), (error) => {
      journal.note(`${name} fails: ${error}`);
      if (!explains(String(error))) journal.report("no worker fails", `${name}: ${error}`);
    });
    void ended.then(() => {
      if (!worker.isDead) return;
      journal.note(`${name} dies`);
      tally.add("crashes");
    });
    return worker;
  }

  /** Lets everybody go on, and the clock by at most so many seconds, until these workers have ended or only wait. */
  async function finish(workers: Worker[], patienceSeconds = 8): Promise<void> {
    const deadline = time.now() + patienceSeconds * 1000;
    for (;;) {
      await conductor.playOut();
      const next = time.nextAt();
      if (workers.every((worker) => !worker.isRunning) || next === undefined || next > deadline) return;
      time.goTo(next);
    }
  }

  /** Lets so much time pass, and everything happen that falls into it. */
  async function pass(seconds: number): Promise<void> {
    const target = time.now() + seconds * 1000;
    for (;;) {
      await conductor.playOut();
      const next = time.nextAt();
      if (next === undefined || next > target) break;
      time.goTo(next);
    }
    time.goTo(target);
    await conductor.playOut();
  }

  return { start, finish, pass };
}
