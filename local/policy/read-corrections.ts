import * as z from "zod";
import { Constants } from "../../supabase/functions/_shared/platform/database.types.ts";
import { StackError } from "../stack/stack-error.ts";

const correction = z.strictObject({
  jurisdiction: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/),
  /** drop: what the library says of it goes; add: comes in, or replaces the library's word on that day and name. */
  change: z.enum(["add", "drop"]),
  /** A date, the month and day of every year, or * (drop only): every day of that name. */
  day: z.string().regex(/^(\*|(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$/),
  /** * (drop only): every holiday, so that the jurisdiction's set is what is added here and nothing else. */
  name: z.string().min(1).max(200),
  certainty: z.enum(Constants.public.Enums.holiday_certainty).optional(),
  source: z.string().min(1).max(300),
}).refine(
  ({ change, day, name, certainty }) =>
    change === "drop" || day !== "*" && name !== "*" && certainty !== undefined,
  "what is added has a day, a name and a certainty",
);

export type Correction = z.infer<typeof correction>;

const columns = ["jurisdiction", "change", "day", "name", "certainty", "source"] as const;

/** Reads holiday-corrections.csv. Its fields need no quotes: the last one, the source, may hold commas. */
export function readCorrections(csv: string): Correction[] {
  const [header, ...lines] = csv.trimEnd().split("\n");
  if (header !== columns.join(",")) {
    throw new StackError(`holiday-corrections.csv must begin with the line ${columns.join(",")}`);
  }
  return lines.map((line, index) => {
    const [jurisdiction, change, day, name, certainty, ...source] = line.split(",");
    const parsed = correction.safeParse({
      jurisdiction,
      change,
      day,
      name,
      certainty: certainty === "" ? undefined : certainty,
      source: source.join(","),
    });
    if (parsed.success) return parsed.data;
    throw new StackError(`holiday-corrections.csv, line ${index + 2}: ${z.prettifyError(parsed.error)}`);
  });
}
