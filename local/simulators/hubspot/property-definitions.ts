import { z } from "zod";

export const propertyTypes = [
  "string",
  "number",
  "date",
  "datetime",
  "bool",
  "enumeration",
  "phone_number",
] as const;
export type PropertyType = (typeof propertyTypes)[number];

/** What the portal lets `fieldType` be for each `type`. */
export const FIELD_TYPES: Record<PropertyType, readonly string[]> = {
  string: ["text", "textarea", "html", "file", "phonenumber"],
  number: ["number", "calculation_equation", "calculation_rollup"],
  date: ["date"],
  datetime: ["date"],
  bool: ["booleancheckbox", "calculation_equation"],
  enumeration: ["select", "radio", "checkbox", "booleancheckbox"],
  phone_number: ["phonenumber", "calculation_equation"],
};

export const optionSchema = z.object({
  label: z.string(),
  value: z.string(),
  displayOrder: z.int().default(0),
  hidden: z.boolean().default(false),
});

export const propertySchema = z.strictObject({
  objectType: z.enum(["contacts", "calls"]).default("contacts"),
  name: z.string().regex(/^[a-z][a-z0-9_]*$/).max(100),
  label: z.string().optional(),
  type: z.enum(propertyTypes).default("string"),
  fieldType: z.string().optional(),
  groupName: z.string().optional(),
  description: z.string().default(""),
  options: z.array(optionSchema).default([]),
  formField: z.boolean().default(false),
  hasUniqueValue: z.boolean().default(false),
  /** Computed by HubSpot: a write is refused. */
  readOnly: z.boolean().default(false),
  /** Comes with every portal. */
  hubspotDefined: z.boolean().default(false),
});

export type PropertyInput = z.input<typeof propertySchema>;
export type PropertyDefinition = z.output<typeof propertySchema>;

/** The definition as the properties API shows it. */
export function renderProperty(property: PropertyDefinition) {
  const { objectType, readOnly, label, fieldType, groupName, options, ...rest } = property;
  return {
    ...rest,
    label: label ?? property.name,
    fieldType: fieldType ?? FIELD_TYPES[property.type][0],
    groupName: groupName ?? defaultGroup(objectType),
    options: property.type === "bool" && options.length === 0 ? YES_NO : options,
    displayOrder: -1,
    calculated: readOnly && property.hubspotDefined,
    externalOptions: property.name === "hubspot_owner_id",
    hidden: false,
    archived: false,
    modificationMetadata: {
      archivable: !property.hubspotDefined,
      readOnlyDefinition: property.hubspotDefined,
      readOnlyValue: readOnly,
    },
  };
}

export function defaultGroup(objectType: "contacts" | "calls"): string {
  return objectType === "contacts" ? "contactinformation" : "call";
}

const YES_NO = [
  { label: "Yes", value: "true", displayOrder: 0, hidden: false },
  { label: "No", value: "false", displayOrder: 1, hidden: false },
];
