import * as z from "zod";

/** A model may leave a placeholder as it stands (`%(when)s`), or say that there is nothing: not given. */
const given = z.union([z.string(), z.number().transform(String)]).transform((text) => text.trim())
  .transform((text) =>
    /^(%\(\w+\)[sif]|\{\{?\w*\}?\}|null|none|undefined|n\/a)?$/i.test(text) ? undefined : text
  );
const text = (most: number) =>
  given.transform((value) => value?.slice(0, most)).nullish().catch(undefined).transform((value) =>
    value ?? undefined
  );

/** Everything that a model sends is somebody's words: what cannot be read is not given, and nothing else is taken. */
const toolArguments = z.object({
  call_ref: text(100).pipe(z.guid().toLowerCase().optional().catch(undefined)),
  execution_id: text(200),
  scope: text(50),
  when: text(200),
  timezone: text(100),
});

export type ToolArguments = z.output<typeof toolArguments>;

/** Undefined: no JSON object. */
export function readArguments(body: unknown): ToolArguments | undefined {
  const parsed = toolArguments.safeParse(body);
  return parsed.success ? parsed.data : undefined;
}
