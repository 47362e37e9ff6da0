import type { ObjectType } from "./api-version.ts";

/** HubSpot's type id of an association, seen from each side. */
export const ASSOCIATION_TYPES = {
  calls: { typeId: 194, name: "call_to_contact" },
  contacts: { typeId: 193, name: "contact_to_call" },
} as const;

/** Which calls belong to which contacts. */
export class AssociationBook {
  readonly #links = { contacts: new Map<string, Set<string>>(), calls: new Map<string, Set<string>>() };

  /** False when they were associated already. */
  link(callId: string, contactId: string): boolean {
    const isNew = !this.of("calls", callId).includes(contactId);
    this.#add("calls", callId, contactId);
    this.#add("contacts", contactId, callId);
    return isNew;
  }

  /** The ids on the other side, in the order in which they came. */
  of(from: ObjectType, id: string): string[] {
    return [...this.#links[from].get(id) ?? []];
  }

  /** Gives one contact's calls to another, as a merge does. */
  moveContact(fromId: string, intoId: string): void {
    for (const callId of this.of("contacts", fromId)) {
      this.#links.calls.get(callId)?.delete(fromId);
      this.link(callId, intoId);
    }
    this.#links.contacts.delete(fromId);
  }

  #add(from: ObjectType, id: string, other: string): void {
    const others = this.#links[from].get(id) ?? new Set();
    this.#links[from].set(id, others.add(other));
  }
}
