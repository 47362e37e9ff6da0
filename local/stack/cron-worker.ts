import postgres, { type Sql } from "postgres";
import { pause } from "../simulators/pause.ts";
import { type CronSchedule, parseCronSchedule } from "./cron-schedule.ts";

interface Job {
  jobid: string;
  schedule: string;
  command: string;
  username: string;
}

interface JobState {
  text: string;
  schedule: CronSchedule;
  /** Unix milliseconds of the next run, for jobs that run every few seconds. */
  nextAt: number;
  /** The last minute (since 1970) that was looked at, for jobs with five fields. */
  minute: number;
}

/** What is known of the jobs: when each comes next, and which are running, whatever has been scheduled anew meanwhile. */
interface Jobs {
  states: Map<string, JobState>;
  running: Set<string>;
}

/** pg_cron looks once a second; more often only where a job's own step is so small. */
const pollSeconds = { usual: 1, everyFewSeconds: 0.25 };
const application_name = "pg_cron stand-in";

/** Plays pg_cron's background worker: runs the jobs of `cron.job`, each never beside itself. Returns what ends it. */
export function startCronWorker(dbUrl: string, log: (line: string) => void): () => Promise<void> {
  const sql = postgres(dbUrl, {
    // It asks on every new connection without a catch: a connection killed in that moment would end the whole stack.
    fetch_types: false,
    max: 2,
    onnotice: () => {},
    connection: { application_name },
  });
  const runner = createRunner(dbUrl);
  const jobs: Jobs = { states: new Map(), running: new Set() };
  const stopping = new AbortController();

  let isLost = false;
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        for (const job of await readJobs(sql)) runIfDue(sql, runner, job, jobs, log);
        isLost = false;
      } catch (error) {
        if (!isLost && !stopping.signal.aborted) log(`cron: the jobs could not be read: ${messageOf(error)}`);
        isLost = true;
      }
      const inSeconds = [...jobs.states.values()].some(({ schedule }) => "everySeconds" in schedule);
      await pause(inSeconds ? pollSeconds.everyFewSeconds : pollSeconds.usual, stopping.signal);
    }
  };
  const ended = loop();
  return async () => {
    stopping.abort();
    await Promise.all([sql.end({ timeout: 1 }), runner.end()]);
    await ended;
  };
}

async function readJobs(sql: Sql): Promise<Job[]> {
  return await sql<Job[]>`
    select jobid, schedule, command, username from cron.job where active and database = current_database()`;
}

function runIfDue(
  sql: Sql,
  runner: Runner,
  job: Job,
  { states, running }: Jobs,
  log: (line: string) => void,
): void {
  const now = Date.now();
  let state = states.get(job.jobid);
  if (state?.text !== job.schedule) {
    state = firstState(job, now, log);
    states.set(job.jobid, state);
  }
  if (!isDue(state, now) || running.has(job.jobid)) return;
  running.add(job.jobid);
  runJob(sql, runner, job)
    .catch((error) => log(`cron: job ${job.jobid} could not be run: ${messageOf(error)}`))
    .finally(() => running.delete(job.jobid));
}

function firstState({ jobid, schedule: text }: Job, now: number, log: (line: string) => void): JobState {
  const schedule = parsePatiently(text, (problem) => log(`cron: job ${jobid} is never run: ${problem}`));
  const nextAt = "everySeconds" in schedule ? now + schedule.everySeconds * 1000 : Infinity;
  return { text, schedule, nextAt, minute: Math.floor(now / 60_000) };
}

/** A job whose schedule means nothing must not keep the others from running. */
function parsePatiently(text: string, tell: (problem: string) => void): CronSchedule {
  try {
    return parseCronSchedule(text);
  } catch (error) {
    tell(messageOf(error));
    return { matches: () => false };
  }
}

/** Tells whether the job's time has come, and counts it as used. */
function isDue(state: JobState, now: number): boolean {
  if ("everySeconds" in state.schedule) {
    if (now < state.nextAt) return false;
    const period = state.schedule.everySeconds * 1000;
    // In step with the first run; runs missed meanwhile are not made up for.
    state.nextAt += period * Math.ceil((now - state.nextAt + 1) / period);
    return true;
  }
  const minute = Math.floor(now / 60_000);
  if (minute === state.minute) return false;
  state.minute = minute;
  return state.schedule.matches(new Date(now));
}

/** Runs it as the role that scheduled it and writes the outcome to `cron.job_run_details`. */
async function runJob(sql: Sql, runner: Runner, job: Job): Promise<void> {
  const [run] = await sql<{ runid: string }[]>`
    insert into cron.job_run_details (jobid, database, username, command, status, start_time)
    values (${job.jobid}, current_database(), ${job.username}, ${job.command}, 'running', clock_timestamp())
    returning runid`;
  const { status, message } = await runner.execute(job);
  await sql`
    update cron.job_run_details set status = ${status}, return_message = ${message}, end_time = clock_timestamp()
    where runid = ${run?.runid ?? null}`;
}

interface Runner {
  execute(job: Job): Promise<{ status: string; message: string }>;
  end(): Promise<void>;
}

/**
 * Every run has a connection of its own, as with pg_cron, that has the job's role from its first moment: one that is lost
 * half-way and made again never runs a command as the superuser.
 */
function createRunner(dbUrl: string): Runner {
  const open = new Set<Sql>();
  return {
    execute: async (job) => {
      const connection = postgres(dbUrl, {
        fetch_types: false,
        max: 1,
        onnotice: () => {},
        connection: { application_name, role: job.username },
      });
      open.add(connection);
      try {
        return { status: "succeeded", message: tagOf(await connection.unsafe(job.command).simple()) };
      } catch (error) {
        return { status: "failed", message: `ERROR: ${messageOf(error)}` };
      } finally {
        open.delete(connection);
        await connection.end({ timeout: 1 });
      }
    },
    end: async () => {
      await Promise.all([...open].map((connection) => connection.end({ timeout: 1 })));
    },
  };
}

/** What pg_cron writes down of a run that succeeded: of several commands the last one's. */
function tagOf(result: unknown): string {
  const last = Array.isArray(result) && Array.isArray(result[0]) ? result.at(-1) : result;
  const { command, count } = { command: "", count: 0, ...readTag(last) };
  if (command !== "SELECT") return `${command} ${count}`;
  return `${count} ${count === 1 ? "row" : "rows"}`;
}

function readTag(result: unknown): { command?: string; count?: number } {
  if (typeof result !== "object" || result === null) return {};
  const { command, count } = { command: Reflect.get(result, "command"), count: Reflect.get(result, "count") };
  return {
    ...(typeof command === "string" ? { command } : {}),
    ...(typeof count === "number" ? { count } : {}),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
