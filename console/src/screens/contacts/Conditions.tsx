import { useId } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { useFault } from "../../components/use-fault.ts";
import { contactTexts } from "../../texts/contacts.ts";
import {
  type Condition,
  isNumberProperty,
  numberProperties,
  operatorsOf,
  textProperties,
} from "./conditions.ts";

const properties = [...numberProperties, ...textProperties];

/** The lines of a rule that goes by conditions: property, comparison and value of each. */
export function Conditions({ conditions, problem, onChange }: {
  conditions: readonly Condition[];
  problem: string | undefined;
  onChange: (conditions: Condition[]) => void;
}) {
  const t = contactTexts.value;
  const change = (index: number, part: Partial<Condition>) =>
    onChange(conditions.map((one, place) => place === index ? { ...one, ...part } : one));
  return (
    <fieldset class="flex flex-col gap-2 sm:col-span-2">
      <legend class="pb-1 text-sm font-medium">{t.conditions}</legend>
      {conditions.map((condition, index) => (
        <div key={index} class="grid gap-2 sm:grid-cols-[1fr_auto_1fr_auto]">
          <select
            class="select w-full"
            aria-label={t.conditionProperty(index + 1)}
            value={condition.property}
            onChange={(event) => {
              const property = properties.find((one) =>
                one === event.currentTarget.value
              );
              if (property === undefined) return;
              const operators = operatorsOf(property);
              const operator = operators.find((one) => one === condition.operator) ?? operators[0] ??
                "is_set";
              change(index, { property, operator, value: "" });
            }}
          >
            {properties.map((one) => <option key={one} value={one}>{t.properties[one]}</option>)}
          </select>
          <select
            class="select w-full"
            aria-label={t.conditionOperator(index + 1)}
            value={condition.operator}
            onChange={(event) => {
              const operator = operatorsOf(condition.property).find((one) =>
                one === event.currentTarget.value
              );
              if (operator !== undefined) change(index, { operator });
            }}
          >
            {operatorsOf(condition.property).map((one) => (
              <option key={one} value={one}>{t.operators[one]}</option>
            ))}
          </select>
          {condition.operator === "is_set" || condition.operator === "is_not_set" ? <span /> : (
            <Value
              condition={condition}
              number={index + 1}
              onInput={(value) => change(index, { value })}
            />
          )}
          <Button
            tone="quiet"
            icon="cross"
            label={t.removeCondition(index + 1)}
            onClick={() => onChange(conditions.filter((_, place) => place !== index))}
          >
            {null}
          </Button>
        </div>
      ))}
      {problem !== undefined && <p class="text-sm text-error">{problem}</p>}
      <div>
        <Button
          small
          icon="plus"
          onClick={() => onChange([...conditions, { property: "country", operator: "equals", value: "" }])}
        >
          {t.addCondition}
        </Button>
      </div>
    </fieldset>
  );
}

function Value({ condition, number, onInput }: {
  condition: Condition;
  number: number;
  onInput: (value: string) => void;
}) {
  const t = contactTexts.value;
  const id = useId();
  const { fault, watch } = useFault();
  const isList = condition.operator === "one_of" || condition.operator === "none_of";
  return (
    <div {...watch}>
      <input
        {...(isNumberProperty(condition.property)
          ? { type: "number", min: 0, max: 36_500 }
          : { placeholder: isList ? t.severalValues : "" })}
        class="input w-full"
        required
        aria-label={t.conditionValue(number)}
        aria-describedby={fault && id}
        aria-invalid={fault !== undefined}
        value={condition.value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {fault && <p id={id} class="pt-1 text-sm text-error">{fault}</p>}
    </div>
  );
}
