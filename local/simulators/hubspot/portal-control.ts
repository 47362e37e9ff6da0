import type { ObjectType } from "./api-version.ts";
import {
  type ContactInput,
  readValues,
  showContact,
  type SimulatedCall,
  type SimulatedContact,
} from "./contact-input.ts";
import type { ListInput } from "./contact-list.ts";
import type { Fault, FaultName } from "./faults.ts";
import type { KeyInput, RotationInput, Scope } from "./key-ring.ts";
import type { HubspotPortal } from "./portal.ts";
import type { PropertyInput } from "./property-definitions.ts";
import type { Settings, SettingsInput } from "./settings.ts";

/** What a test does to a portal behind its clients' backs, and what it sees of it. */
export interface PortalControl {
  readonly portalId: number;
  /** The first key; follows its rotation. */
  readonly token: string;
  readonly settings: Settings;
  changeSettings(change: SettingsInput): void;
  /** Adds a contact, or replaces the one with its id (`archived: true` makes reads answer 404); gives its id. */
  setContact(contact: ContactInput): string;
  /** Adds a list, or replaces the one with its number. */
  setList(list: ListInput): void;
  setContacts(contacts: readonly ContactInput[]): string[];
  /** Changes values as a person in HubSpot does: the contact is modified now. */
  editContact(id: string, properties: Record<string, string | null>): void;
  archiveContact(id: string): void;
  /** The one is gone, the other answers under both ids and has both one's calls. */
  mergeContacts(fromId: string, intoId: string): void;
  /** The contact with this id, archived and merged ones too. */
  contact(id: string): SimulatedContact | undefined;
  contacts(): SimulatedContact[];
  /** The calls logged, oldest first. */
  calls(): SimulatedCall[];
  callsOf(contactId: string): SimulatedCall[];
  setProperty(property: PropertyInput): void;
  removeProperty(type: ObjectType, name: string): void;
  keys(): { token: string; scopes: Scope[]; revoked: boolean }[];
  setKey(key: KeyInput): void;
  revokeKey(token: string): void;
  /** Gives the token that takes the old one's place; the old one dies after `graceSeconds` (0). */
  rotateKey(token: string, rotation?: RotationInput): string;
  /** Replaces all faults by these; no argument ends them. */
  setFaults(faults?: readonly (Fault | FaultName)[]): void;
  faults(): Fault[];
  /** Search knows at once of everything written so far. */
  catchUpIndex(): void;
}

/** `portal` is asked anew every time, so that a reset can replace it. */
export function createPortalControl(portal: () => HubspotPortal): PortalControl {
  const contacts = () => portal().records("contacts");
  const calls = (): SimulatedCall[] =>
    portal().records("calls").all().map((record) => {
      const { mergedInto: _, ...call } = showContact(record);
      return { ...call, contactIds: portal().associations.of("calls", record.id) };
    });
  return {
    get portalId() {
      return portal().id;
    },
    get token() {
      return portal().token;
    },
    get settings() {
      return portal().settings;
    },
    changeSettings: (change) => portal().changeSettings(change),
    setContact: (contact) => portal().setContact(contact),
    setList: (list) => portal().setList(list),
    setContacts: (many) => many.map((contact) => portal().setContact(contact)),
    editContact: (id, properties) => {
      contacts().change(portal().existingContact(id), readValues(portal().properties, properties));
    },
    archiveContact: (id) => void contacts().archive(portal().existingContact(id)),
    mergeContacts: (fromId, intoId) => portal().mergeContacts(fromId, intoId),
    contact: (id) => {
      const record = contacts().get(id);
      return record && showContact(record);
    },
    contacts: () => contacts().all().map(showContact),
    calls,
    callsOf: (contactId) => calls().filter(({ contactIds }) => contactIds.includes(contactId)),
    setProperty: (property) => void portal().properties.set(property),
    removeProperty: (type, name) => void portal().properties.remove(type, name),
    keys: () => portal().keys.list(),
    setKey: (key) => portal().keys.set(key),
    revokeKey: (token) => portal().keys.revoke(token),
    rotateKey: (token, rotation) => portal().rotateKey(token, rotation),
    setFaults: (faults = []) => portal().faults.set(faults),
    faults: () => portal().faults.list(),
    catchUpIndex: () => portal().catchUpIndex(Infinity),
  };
}
