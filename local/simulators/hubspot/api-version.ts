/** The paths that answer; `v4` exists for associations only. */
export const VERSIONS = ["v3", "2026-03", "2026-09"] as const;
export type ApiVersion = (typeof VERSIONS)[number] | "v4";

/** `/crm/v3/objects`, but `/crm/objects/2026-09`: the date stands behind the area, the number before it. */
export function pathOf(
  area: "objects" | "properties" | "associations" | "lists",
  version: ApiVersion,
): string {
  return version.startsWith("v") ? `/crm/${version}/${area}` : `/crm/${area}/${version}`;
}

export type ObjectType = "contacts" | "calls";

const OBJECT_NAMES: Record<string, ObjectType> = {
  contacts: "contacts",
  contact: "contacts",
  "0-1": "contacts",
  calls: "calls",
  call: "calls",
  "0-48": "calls",
};

/** The object a path segment names, by name or type id; undefined when there is none here. */
export function findObjectType(name: string): ObjectType | undefined {
  return Object.hasOwn(OBJECT_NAMES, name) ? OBJECT_NAMES[name] : undefined;
}

/** `contact` or `call`, as error messages and request kinds name one record. */
export function nameOfOne(type: ObjectType): "contact" | "call" {
  return type === "contacts" ? "contact" : "call";
}
