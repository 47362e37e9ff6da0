import type { ObjectType } from "./api-version.ts";
import { AssociationBook } from "./association-book.ts";
import { type ContactInput, contactSchema, readValues } from "./contact-input.ts";
import { type ContactList, type ListInput, listSchema } from "./contact-list.ts";
import type { CrmRecord } from "./crm-record.ts";
import { type Fault, FaultBox } from "./faults.ts";
import { type KeyInput, KeyRing, type RotationInput } from "./key-ring.ts";
import type { PropertyInput } from "./property-definitions.ts";
import { PropertyRegistry } from "./property-registry.ts";
import { RateLimits } from "./rate-limits.ts";
import { dropEmpty, RecordStore } from "./record-store.ts";
import { changeSettings, type Settings, type SettingsInput, settingsSchema } from "./settings.ts";

export interface PortalOptions extends SettingsInput {
  /** The first key, with every scope; default `pat-simulator`. */
  token?: string;
  keys?: KeyInput[];
  portal?: { id?: number; timeZone?: string };
  /** Found by search at once. */
  contacts?: ContactInput[];
  lists?: ListInput[];
  /** Added to HubSpot's own and this project's custom ones, or in place of those of the same name. */
  properties?: PropertyInput[];
  /** Contact properties the portal does not have. */
  withoutProperties?: string[];
  faults?: Fault[];
  /** Unix time in milliseconds. */
  now?: () => number;
}

interface NewRecord {
  id?: string | undefined;
  properties: Readonly<Record<string, string | null>>;
  createdAt?: number | undefined;
  updatedAt?: number | undefined;
  archived?: boolean | undefined;
}

/** Everything one simulated HubSpot account knows. */
export class HubspotPortal {
  readonly id: number;
  readonly timeZone: string;
  readonly now: () => number;
  readonly keys: KeyRing;
  readonly properties: PropertyRegistry;
  readonly limits: RateLimits;
  readonly faults = new FaultBox();
  readonly associations = new AssociationBook();
  readonly lists = new Map<string, ContactList>();
  readonly #records: Record<ObjectType, RecordStore>;
  #settings: Settings;
  #token: string;
  #nextId = 50_000_001;

  /** Throws ZodError when an option is wrong. */
  constructor(options: PortalOptions = {}) {
    const { token = "pat-simulator", keys = [], portal = {}, now = Date.now, ...more } = options;
    const { contacts = [], properties = [], withoutProperties = [], faults = [], lists = [], ...settings } =
      more;
    this.#settings = settingsSchema.parse(settings);
    this.now = () => now() + this.#settings.clockOffsetSeconds * 1000;
    this.id = portal.id ?? 24680135;
    this.timeZone = portal.timeZone ?? "Asia/Kolkata";
    this.#token = token;
    this.keys = new KeyRing(this.now);
    for (const key of [{ token }, ...keys]) this.keys.set(key);
    this.properties = new PropertyRegistry(properties, withoutProperties);
    this.limits = new RateLimits(this.timeZone, this.now, () => this.#settings);
    this.faults.set(faults);
    this.#records = { contacts: new RecordStore(this.now), calls: new RecordStore(this.now) };
    for (const contact of contacts) this.setContact(contact);
    for (const list of lists) this.setList(list);
    this.catchUpIndex(Infinity);
  }

  /** The first key's token; follows its rotation. */
  get token(): string {
    return this.#token;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Throws ZodError. */
  changeSettings(change: unknown): void {
    this.#settings = changeSettings(this.#settings, change);
  }

  /** Throws ZodError, or Error when there is no such key. */
  rotateKey(token: string, rotation?: RotationInput): string {
    const newToken = this.keys.rotate(token, rotation);
    if (token === this.#token) this.#token = newToken;
    return newToken;
  }

  records(type: ObjectType): RecordStore {
    return this.#records[type];
  }

  /** Brings search up to what was written until then; default: as far as the lag lets it. */
  catchUpIndex(until = this.now() - this.#settings.indexLagSeconds * 1000): void {
    this.records("contacts").index.catchUp(until);
    this.records("calls").index.catchUp(until);
  }

  /** Adds a record under the id given or the next one, which is higher than every other's. */
  insert(type: ObjectType, { id = `${this.#nextId}`, properties, ...given }: NewRecord): CrmRecord {
    const now = this.now();
    this.#nextId = Math.max(this.#nextId, Number(id) + 1);
    return this.records(type).put({
      id,
      order: Number(id),
      properties: dropEmpty(properties),
      createdAt: given.createdAt ?? now,
      updatedAt: given.updatedAt ?? now,
      archivedAt: given.archived ? now : null,
      mergedInto: null,
    });
  }

  /** Adds the contact, or replaces the one with its id. Throws ZodError, or Error when a date is none. */
  setContact(input: ContactInput): string {
    const contact = contactSchema.parse(input);
    const properties = readValues(this.properties, contact.properties);
    const createdAt = contact.createdAt ?? this.records("contacts").get(contact.id ?? "")?.createdAt;
    return this.insert("contacts", { ...contact, properties, createdAt }).id;
  }

  /** Adds the list, or replaces the one with its number. Throws ZodError. */
  setList(input: ListInput): void {
    const list = listSchema.parse(input);
    this.lists.set(list.id, list);
  }

  /** The one is gone, the other has its id and its calls. Throws Error when there are no such contacts. */
  mergeContacts(fromId: string, intoId: string): void {
    const contacts = this.records("contacts");
    const [from, into] = [this.existingContact(fromId), this.existingContact(intoId)];
    if (from.id === into.id) throw new Error(`${fromId} and ${intoId} are one contact already`);
    contacts.archive(from, into.id);
    this.associations.moveContact(from.id, into.id);
    const merged = [into.properties.hs_merged_object_ids, from.id, from.properties.hs_merged_object_ids];
    contacts.change(into, {
      ...from.properties,
      ...into.properties,
      hs_merged_object_ids: merged.filter((ids) => ids !== undefined).join(";"),
    });
  }

  /** Throws Error when there is none with this id. */
  existingContact(id: string): CrmRecord {
    const contact = this.records("contacts").find(id);
    if (contact === undefined) throw new Error(`There is no contact ${id}`);
    return contact;
  }
}
