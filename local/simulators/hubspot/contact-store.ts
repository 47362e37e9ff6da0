import { z } from "zod";

const contactSchema = z.strictObject({
  /** HubSpot ids are numeric strings; contacts are paged in their order. */
  id: z.string().regex(/^\d+$/),
  /** All values are strings; a known property without a value is null. */
  properties: z.record(z.string(), z.string().nullable()).default({}),
  archived: z.boolean().default(false),
});

export type ContactInput = z.input<typeof contactSchema>;

/** A contact as it is kept. */
export interface Contact {
  id: string;
  properties: Record<string, string | null>;
  archived: boolean;
  createdAt: string;
  updatedAt: string;
}

/** Properties every portal has; more become known when a contact carries them. */
const KNOWN = [
  "email",
  "firstname",
  "lastname",
  "phone",
  "mobilephone",
  "hs_timezone",
  "hs_language",
  "country",
  "state",
];

/** The contacts of the simulated portal. */
export class ContactStore {
  readonly #contacts = new Map<string, Contact>();
  readonly #known = new Set(KNOWN);

  /** Adds the contact, or replaces the one with its id. Throws ZodError. */
  set(input: ContactInput): void {
    const { id, properties, archived } = contactSchema.parse(input);
    const now = new Date().toISOString();
    const createdAt = this.#contacts.get(id)?.createdAt ?? now;
    for (const name of Object.keys(properties)) this.#known.add(name);
    this.#contacts.set(id, { id, properties, archived, createdAt, updatedAt: now });
  }

  find(id: string, archived: boolean): Contact | undefined {
    const contact = this.#contacts.get(id);
    return contact?.archived === archived ? contact : undefined;
  }

  /** Contacts with an id from `after` on, in id order. */
  list(after: number, archived: boolean): Contact[] {
    return [...this.#contacts.values()]
      .filter((contact) => contact.archived === archived && Number(contact.id) >= after)
      .sort((a, b) => Number(a.id) - Number(b.id));
  }

  /** The contact as HubSpot shows it: unknown properties are left out, known empty ones are null. */
  show(contact: Contact, asked: string[]) {
    const { id, createdAt, updatedAt, archived } = contact;
    const always = { hs_object_id: id, createdate: createdAt, lastmodifieddate: updatedAt };
    const names = asked.length > 0 ? asked : ["email", "firstname", "lastname"];
    const wanted = names
      .filter((name) => this.#known.has(name))
      .map((name): [string, string | null] => [name, contact.properties[name] ?? null]);
    return { id, properties: { ...Object.fromEntries(wanted), ...always }, createdAt, updatedAt, archived };
  }
}
