import type { ObjectType } from "./api-version.ts";
import { BUILT_IN } from "./built-in-properties.ts";
import {
  defaultGroup,
  type PropertyDefinition,
  type PropertyInput,
  propertySchema,
} from "./property-definitions.ts";

export interface PropertyGroup {
  name: string;
  label: string;
  displayOrder: number;
  archived: boolean;
}

/** The properties and their groups that the portal knows, for each object. */
export class PropertyRegistry {
  readonly #properties = {
    contacts: new Map<string, PropertyDefinition>(),
    calls: new Map<string, PropertyDefinition>(),
  };
  readonly #groups = { contacts: new Map<string, PropertyGroup>(), calls: new Map<string, PropertyGroup>() };
  /** Grows with every change. */
  version = 0;

  /** Starts with HubSpot's own, less those named, and with the given ones. Throws ZodError. */
  constructor(more: readonly PropertyInput[] = [], without: readonly string[] = []) {
    for (const type of ["contacts", "calls"] as const) {
      this.addGroup(type, { name: defaultGroup(type), label: defaultGroup(type) });
    }
    for (const property of BUILT_IN) {
      if (property.objectType !== "contacts" || !without.includes(property.name)) this.set(property);
    }
    for (const property of more) this.set(property);
  }

  /** Adds the property, or replaces the one with its name. Throws ZodError. */
  set(input: PropertyInput): PropertyDefinition {
    const property = propertySchema.parse(input);
    this.#properties[property.objectType].set(property.name, property);
    this.version += 1;
    return property;
  }

  /** False when there was none. */
  remove(type: ObjectType, name: string): boolean {
    this.version += 1;
    return this.#properties[type].delete(name);
  }

  find(type: ObjectType, name: string): PropertyDefinition | undefined {
    return this.#properties[type].get(name);
  }

  list(type: ObjectType): PropertyDefinition[] {
    return [...this.#properties[type].values()];
  }

  unique(type: ObjectType): PropertyDefinition[] {
    return this.list(type).filter(({ hasUniqueValue }) => hasUniqueValue);
  }

  addGroup(
    type: ObjectType,
    { name, label, displayOrder = -1 }: Partial<PropertyGroup> & { name: string },
  ): PropertyGroup {
    const group = { name, label: label ?? name, displayOrder, archived: false };
    this.#groups[type].set(name, group);
    return group;
  }

  findGroup(type: ObjectType, name: string): PropertyGroup | undefined {
    return this.#groups[type].get(name);
  }

  listGroups(type: ObjectType): PropertyGroup[] {
    return [...this.#groups[type].values()];
  }
}
