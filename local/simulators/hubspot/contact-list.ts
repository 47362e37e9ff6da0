import { z } from "zod";

/** A list as somebody makes it in HubSpot; its members are records' ids, whether they are there or not. */
export const listSchema = z.strictObject({
  id: z.string().regex(/^[1-9]\d*$/),
  name: z.string().default("A list"),
  /** Of contacts where nothing is said. */
  objectTypeId: z.string().default("0-1"),
  members: z.array(z.string()),
});

export type ContactList = z.output<typeof listSchema>;
export type ListInput = z.input<typeof listSchema>;
