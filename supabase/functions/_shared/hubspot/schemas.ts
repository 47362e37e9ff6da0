import * as z from "zod";
import { storableText } from "../platform/storable-text.ts";

/** HubSpot's own limit of a property's value. */
const longestValue = 65_536;

const text = (most: number) => z.string().transform((value) => storableText(value, most));

/** HubSpot's ids are whole numbers in text; newer list answers give them as numbers. */
const recordId = z.union([z.string(), z.number().int()]).transform(String)
  .refine((id) => /^[1-9]\d{0,17}$/.test(id));

/** Values are texts or null by HubSpot's word; a number or a flag is taken as its text, anything else as null. */
const propertyValue = z.unknown().transform((value) => {
  if (typeof value === "string") return storableText(value, longestValue);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
});

/** One record of any object type. `readable: false`: HubSpot gave it without properties. */
export const recordSchema = z.object({
  id: recordId,
  properties: z.record(z.string(), propertyValue).nullable().catch(null),
}).transform(({ id, properties }) => ({ id, properties: properties ?? {}, readable: properties !== null }));
export type HubspotRecord = z.output<typeof recordSchema>;

/** A list in which a record that cannot be read never hides the others; one without an id cannot even be named. */
const records = z.array(z.unknown()).transform((values) =>
  values.flatMap((value) => {
    const parsed = recordSchema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  })
);

/** `paging.next` is there while more follow. */
const paging = z.object({ next: z.object({ after: z.coerce.string() }).nullish().catch(null) }).nullish()
  .catch(null)
  .transform((value) => value?.next?.after ?? null);

/** `size`: how many are on it, about; null where HubSpot does not say. */
export const listSchema = z.object({
  list: z.object({ objectTypeId: z.string(), size: z.int().min(0).nullish().catch(null) }),
}).transform(({ list: { objectTypeId, size } }) => ({ objectTypeId, size: size ?? null }));

/** A list's page, as far as it goes; the cursor of the next is in `after`. */
export const listMembersSchema = z.object({
  results: z.array(z.object({ recordId })),
  paging,
}).transform(({ results, paging }) => ({ ids: results.map((member) => member.recordId), after: paging }));

export const searchPageSchema = z.object({ results: records, paging });

const batchError = z.object({
  category: z.string().nullish().catch(null),
  context: z.object({ ids: z.array(z.coerce.string()).catch([]) }).nullish().catch(null),
});

const batchErrors = {
  errors: z.array(batchError.catch({ category: null, context: null })).nullish().catch(null)
    .transform((errors) => errors ?? []),
  numErrors: z.number().nullish().catch(null),
};

/** Never judged by its status: 2026-09 answers 200 with `errors` inside, older versions 207. */
export const batchReadSchema = z.object({ results: records, ...batchErrors });
export type BatchRead = z.output<typeof batchReadSchema>;

/** Of one record: its page, or none where nothing is associated. */
export const associationsSchema = z.object({
  results: z.array(z.object({
    to: z.array(z.object({ toObjectId: recordId }).transform(({ toObjectId }) => toObjectId)),
    paging,
  })).max(1),
  ...batchErrors,
});

export const propertySchema = z.object({
  name: text(100),
  /** `string`, `number`, `date`, `datetime`, `bool`, `enumeration`, `phone_number`, … */
  type: text(100),
  options: z.array(z.object({ label: text(200).catch(""), value: text(200) })).catch([]),
});
export type HubspotProperty = z.output<typeof propertySchema>;

export const accountSchema = z.object({
  portalId: z.union([z.number().int(), z.string()]).transform(String).pipe(text(50)).refine((id) =>
    id !== ""
  ),
  /** An IANA name. */
  timeZone: text(100).nullish().catch(null).transform((zone) => zone ?? null),
});
export type HubspotAccount = z.output<typeof accountSchema>;

export const createdSchema = z.object({ id: recordId });
