import type { components } from "../../api/types.ts";

type Sent = components["schemas"]["CustomCondition"];

export const textProperties = [
  "lifecyclestage",
  "hs_lead_status",
  "country",
  "state",
  "hubspot_owner_id",
  "language",
  "time_zone",
] as const;
export const numberProperties = ["days_since_checkup", "days_since_last_call"] as const;
export const textOperators = ["equals", "not_equals", "one_of", "none_of", "is_set", "is_not_set"] as const;
export const numberOperators = ["at_least", "at_most", "is_set", "is_not_set"] as const;

export type Property = typeof textProperties[number] | typeof numberProperties[number];
export type Operator = typeof textOperators[number] | typeof numberOperators[number];

/** One line of the editor; the value as it is typed. */
export interface Condition {
  property: Property;
  operator: Operator;
  value: string;
}

/** What a new rule by conditions begins with: it must have one. */
export const firstCondition: readonly Condition[] = [
  { property: "days_since_checkup", operator: "at_least", value: "5" },
];

export function isNumberProperty(property: Property): property is typeof numberProperties[number] {
  return numberProperties.some((one) => one === property);
}

export function operatorsOf(property: Property): readonly Operator[] {
  return isNumberProperty(property) ? numberOperators : textOperators;
}

/** What the API has stored, for the editor. */
export function readConditions(stored: readonly unknown[]): Condition[] {
  return stored.flatMap((one) => {
    if (typeof one !== "object" || one === null) return [];
    const property = [...textProperties, ...numberProperties].find((word) =>
      word === Reflect.get(one, "property")
    );
    const operator = property && operatorsOf(property).find((word) => word === Reflect.get(one, "operator"));
    if (property === undefined || operator === undefined) return [];
    const value: unknown = Reflect.get(one, "value");
    return [{ property, operator, value: Array.isArray(value) ? value.join(", ") : String(value ?? "") }];
  });
}

/** What the editor says, for the API; it refuses what is empty, and says so at the field. */
export function writeConditions(conditions: readonly Condition[]): Sent[] {
  return conditions.map(({ property, operator, value }): Sent => {
    switch (operator) {
      case "is_set":
      case "is_not_set":
        return { property, operator };
      case "at_least":
      case "at_most":
        return {
          property: isNumberProperty(property) ? property : numberProperties[0],
          operator,
          value: Number(value),
        };
      case "one_of":
      case "none_of": {
        const values = value.split(",").map((part) => part.trim()).filter((part) => part !== "");
        return {
          property: isNumberProperty(property) ? textProperties[0] : property,
          operator,
          value: values,
        };
      }
      case "equals":
      case "not_equals":
        return {
          property: isNumberProperty(property) ? textProperties[0] : property,
          operator,
          value: value.trim(),
        };
    }
  });
}
