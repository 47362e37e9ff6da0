import type { Settings } from "./settings.ts";
import { cutText } from "./storable-text.ts";

export type LogLevel = Settings["logLevel"];
export type LogFields = Record<string, unknown>;
export type Write = (line: string, level: LogLevel) => void;
type LoggerOptions = { functionName: string; level: LogLevel; write?: Write };

export type Logger =
  & Record<LogLevel, (event: string, fields?: LogFields) => void>
  & {
    /** A logger that adds these fields to each of its lines. */
    child(fields: LogFields): Logger;
  };

const order: LogLevel[] = ["debug", "info", "warn", "error"];

/**
 * One JSON line per event: `{time, level, event, function, …fields}`. Fields are ids and numbers, never a phone number,
 * name, token or transcript; a phone number in a message that somebody else wrote is blotted out.
 */
export function createLogger({ functionName, level, write = writeLine }: LoggerOptions): Logger {
  return build({ function: functionName });

  function build(fixed: LogFields): Logger {
    const at = (lineLevel: LogLevel) => (event: string, fields: LogFields = {}) => {
      if (order.indexOf(lineLevel) < order.indexOf(level)) return;
      const line = { time: new Date().toISOString(), level: lineLevel, event, ...fixed, ...fields };
      write(JSON.stringify(line, blotPhones), lineLevel);
    };
    return {
      debug: at("debug"),
      info: at("info"),
      warn: at("warn"),
      error: at("error"),
      child: (fields) => build({ ...fixed, ...fields }),
    };
  }
}

/** What may be logged of an error: where it came from, and no value that a caller sent. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error_name: typeof error };
  const code = "code" in error ? { error_code: error.code } : {};
  return {
    error_name: error.name,
    error_message: cutText(error.message, 1000),
    ...code,
    error_stack: frames(error),
  };
}

function frames({ stack = "" }: Error): string[] {
  return stack.split("\n").filter((line) => /^\s+at /.test(line)).slice(0, 6)
    .map((line) => line.trim());
}

function blotPhones(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\+[1-9]\d{6,14}/g, "+…") : value;
}

// The hosted runtime collects what goes to the console, and takes the level from the method.
const { console: output } = globalThis;

function writeLine(line: string, level: LogLevel): void {
  output[level](line);
}
