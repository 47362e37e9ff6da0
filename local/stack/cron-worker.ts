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
  running: boolean;
}

const pollSeconds = 0.25;

/** Plays pg_cron's background worker: runs the jobs of `cron.job`, each never beside itself. Returns what ends it. */
export function startCronWorker(dbUrl: string, log: (line: string) => void): () => Promise<void> {
  const sql = postgres(dbUrl, {
    // It asks on every new connection without a catch: a connection killed in that moment would end the whole stack.
    fetch_types: false,
    max: 8,
    onnotice: () => {},
    connection: { application_name: "pg_cron stand-in" },
  });
  const states = new Map<string, JobState>();
  const stopping = new AbortController();

  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        for (const job of await readJobs(sql)) runIfDue(sql, job, states, log);
      } catch (error) {
        if (!stopping.signal.aborted) log(`cron: the jobs could not be read: ${messageOf(error)}`);
      }
      await pause(pollSeconds, stopping.signal);
    }
  };
  const ended = loop();
  return async () => {
    stopping.abort();
    await sql.end({ timeout: 1 });
    await ended;
  };
}

async function readJobs(sql: Sql): Promise<Job[]> {
  return await sql<Job[]>`
    select jobid, schedule, command, username from cron.job where active and database = current_database()`;
}

function runIfDue(sql: Sql, job: Job, states: Map<string, JobState>, log: (line: string) => void): void {
  const now = Date.now();
  let state = states.get(job.jobid);
  if (state?.text !== job.schedule) {
    state = { ...firstState(job.schedule, now), running: state?.running ?? false };
    states.set(job.jobid, state);
  }
  if (!isDue(state, now) || state.running) return;
  const running = state;
  running.running = true;
  runJob(sql, job)
    .catch((error) => log(`cron: job ${job.jobid} could not be run: ${messageOf(error)}`))
    .finally(() => running.running = false);
}

function firstState(text: string, now: number): Omit<JobState, "running"> {
  const schedule = parseCronSchedule(text);
  const nextAt = "everySeconds" in schedule ? now + schedule.everySeconds * 1000 : Infinity;
  return { text, schedule, nextAt, minute: Math.floor(now / 60_000) };
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
async function runJob(sql: Sql, job: Job): Promise<void> {
  const [run] = await sql<{ runid: string }[]>`
    insert into cron.job_run_details (jobid, database, username, command, status, start_time)
    values (${job.jobid}, current_database(), ${job.username}, ${job.command}, 'running', clock_timestamp())
    returning runid`;
  const { status, message } = await execute(sql, job);
  await sql`
    update cron.job_run_details set status = ${status}, return_message = ${message}, end_time = clock_timestamp()
    where runid = ${run?.runid ?? null}`;
}

async function execute(sql: Sql, job: Job): Promise<{ status: string; message: string }> {
  const connection = await sql.reserve();
  try {
    await connection`select set_config('role', ${job.username}, false)`;
    const result = await connection.unsafe(job.command).simple();
    const last = Array.isArray(result[0]) ? result.at(-1) : result;
    const { command, count } = { command: "", count: 0, ...readTag(last) };
    const rows = `${count} ${count === 1 ? "row" : "rows"}`;
    return { status: "succeeded", message: command === "SELECT" ? rows : `${command} ${count}` };
  } catch (error) {
    return { status: "failed", message: `ERROR: ${messageOf(error)}` };
  } finally {
    await connection.unsafe("rollback; reset role").simple().catch(() => {});
    connection.release();
  }
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
