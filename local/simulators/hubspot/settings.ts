import { z } from "zod";

const perWindow = z.int().min(0).nullable();
const propertyNames = z.array(z.string()).default([]);

/**
 * What the simulated portal is like. Where HubSpot's sources disagree or are silent, the strict behaviour is the default
 * and the other one a switch, so that nobody comes to depend on what is unproved.
 */
export const settingsSchema = z.strictObject({
  /** Of the whole account, in any one second; null is no limit. */
  searchesPerSecond: perWindow.default(5),
  /** So many of them are eaten by another app of the account. */
  otherAppSearchesPerSecond: z.int().min(0).default(0),
  /** Of one key in any ten seconds, searches not counted; null is no limit. */
  requestsPerTenSeconds: perWindow.default(100),
  /** Of the whole account until midnight in its time zone; null is no limit. */
  requestsPerDay: perWindow.default(250_000),
  /** Sources disagree whether a 429 says `category: "RATE_LIMITS"`. */
  rateLimitCategory: z.boolean().default(false),
  rateLimitPolicyName: z.boolean().default(true),
  /** `Retry-After` of a 429, sent as it is (HubSpot uses seconds here and milliseconds there); null sends none. */
  retryAfter: z.number().min(0).nullable().default(null),

  /** Seconds until search knows of a write. */
  indexLagSeconds: z.number().min(0).default(5),
  /** `after + limit` beyond it is refused. */
  searchCeiling: z.int().min(1).default(10_000),
  /** Of one record, in a batch read; HubSpot does not say how many. */
  associationsPerPage: z.int().min(1).default(500),
  /** Take ISO values in search filters on dates and times. */
  searchIsoDates: z.boolean().default(false),
  /** A search filter on a date with a time that is not midnight UTC. */
  searchNonMidnight: z.enum(["reject", "truncate"]).default("reject"),
  /** More than one sort rule. */
  searchManySorts: z.enum(["reject", "first"]).default("reject"),

  readOnlyWrites: z.enum(["reject", "ignore"]).default("reject"),
  /** Answer to a new record that names a contact which does not exist. */
  missingAssociationStatus: z.literal([400, 404]).default(400),
  unknownDisposition: z.enum(["reject", "accept"]).default("reject"),
  /** Answer to a new property or group whose name is taken. */
  takenNameStatus: z.literal([409, 400]).default(409),
  /** A call logged for a contact moves its last contact and its modification date. */
  activityBumpsContact: z.boolean().default(true),
  /** Properties with unique values can be made on calls. */
  uniqueOnCalls: z.boolean().default(true),
  /** An admin's rule, in force on the 2026-09 paths: writes may not leave these empty. */
  requiredByAdmin: z.strictObject({ contacts: propertyNames, calls: propertyNames }).prefault({}),
  /** Added to the clock. */
  clockOffsetSeconds: z.number().default(0),
});

export type Settings = z.output<typeof settingsSchema>;
export type SettingsInput = z.input<typeof settingsSchema>;

/** The settings with some of them changed; `requiredByAdmin` is merged object by object. Throws ZodError. */
export function changeSettings(current: Settings, change: unknown): Settings {
  const asked = z.looseObject({ requiredByAdmin: z.looseObject({}).default({}) }).parse(change);
  const requiredByAdmin = { ...current.requiredByAdmin, ...asked.requiredByAdmin };
  return settingsSchema.parse({ ...current, ...asked, requiredByAdmin });
}
