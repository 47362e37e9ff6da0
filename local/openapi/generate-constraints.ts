import { z } from "zod";
import { describeApi } from "./describe-api.ts";

const property = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  minLength: z.int().optional(),
  maxLength: z.int().optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  enum: z.array(z.unknown()).optional(),
});
const body = z.object({
  properties: z.record(z.string(), property).default({}),
  required: z.array(z.string()).default([]),
});
const description = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

type Field = Record<string, string | number | boolean>;

/**
 * What the API asks of each field that it takes, as attributes of HTML that a form spreads on its fields, and the words of each
 * closed set: the console has no validator of its own, and cannot disagree with the server.
 */
export async function generateConstraints(): Promise<string> {
  const { paths, components } = description.parse(JSON.parse(await describeApi()));
  const asked = JSON.stringify(
    Object.values(paths).flatMap((path) =>
      Object.values(path).flatMap((operation) =>
        typeof operation === "object" && operation !== null
          ? [Reflect.get(operation, "requestBody") ?? null]
          : []
      )
    ),
  );
  const names = Object.keys(components.schemas).filter((name) =>
    asked.includes(`#/components/schemas/${name}"`)
  );
  const attributes: Record<string, Record<string, Field>> = {};
  const choices: Record<string, Record<string, unknown[]>> = {};
  for (const name of names.sort()) {
    const parsed = body.safeParse(components.schemas[name]);
    if (!parsed.success) continue;
    const { properties, required } = parsed.data;
    const fields: Record<string, Field> = {};
    attributes[name] = fields;
    for (const [field, schema] of Object.entries(properties)) {
      fields[field] = toAttributes(schema, required.includes(field));
      const words = schema.enum?.filter((word) => word !== null);
      if (words !== undefined && words.length > 0) (choices[name] ??= {})[field] = words;
    }
  }
  const write = (value: unknown) => JSON.stringify(value, null, 2);
  return `// Written by \`deno task generate\` from the description of the API.
/** For each body that the API takes, what its fields' controls must carry. */
export const constraints = ${write(attributes)} as const;

/** The words of each field that takes one of a closed set. */
export const choices = ${write(choices)} as const;
`;
}

function toAttributes(schema: z.output<typeof property>, required: boolean): Field {
  const field: Field = {};
  if (required) field.required = true;
  if (schema.minLength !== undefined && schema.minLength > 0) field.minLength = schema.minLength;
  if (schema.maxLength !== undefined) field.maxLength = schema.maxLength;
  // HTML's pattern is always of the whole text; what is not, is left to the server.
  const [, whole] = /^\^(.*)\$$/s.exec(schema.pattern ?? "") ?? [];
  if (whole !== undefined && isPatternOfHtml(whole)) field.pattern = whole;
  if (schema.minimum !== undefined) field.min = schema.minimum;
  if (schema.maximum !== undefined) field.max = schema.maximum;
  return field;
}

/** The browser reads a pattern with the v flag, which refuses some that are good elsewhere. */
function isPatternOfHtml(pattern: string): boolean {
  try {
    new RegExp(pattern, "v");
    return true;
  } catch {
    return false;
  }
}
