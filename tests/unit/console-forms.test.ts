import assert from "node:assert/strict";
import { constraints } from "../../console/src/api/constraints.ts";
import { type Asked, tellInvalid } from "../../console/src/reasons/tell-invalid.ts";
import { en } from "../../console/src/texts/en.ts";
import { hi } from "../../console/src/texts/hi.ts";
import { texts } from "../../console/src/texts/texts.ts";
import { projectRoot } from "../../local/stack/paths.ts";

type Flag = Exclude<keyof Asked["validity"], "valid">;

const fine: Record<Flag, boolean> = {
  badInput: false,
  patternMismatch: false,
  rangeOverflow: false,
  rangeUnderflow: false,
  stepMismatch: false,
  tooLong: false,
  tooShort: false,
  typeMismatch: false,
  valueMissing: false,
};

/** A control of which the browser finds that wrong. */
function wrong(flag: Flag, asked: Partial<Asked> = {}): Asked {
  return { type: "text", ...asked, validity: { ...fine, valid: false, [flag]: true } };
}

async function readScreens(folder = "console/src"): Promise<{ path: string; text: string }[]> {
  const found: { path: string; text: string }[] = [];
  for await (const { name, isDirectory } of Deno.readDir(projectRoot + folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) found.push(...await readScreens(path));
    else if (name.endsWith(".tsx")) found.push({ path, text: await Deno.readTextFile(projectRoot + path) });
  }
  return found;
}

Deno.test("whatever the browser finds wrong with a field has words of ours, in English and in Hindi", () => {
  const told: [Asked, string | RegExp][] = [
    [wrong("valueMissing"), "This is needed."],
    [wrong("typeMismatch", { type: "email" }), "This is no e-mail address."],
    [wrong("typeMismatch", { type: "url" }), "This is no https address."],
    [wrong("tooShort", { minLength: 10 }), "At least 10 characters."],
    [wrong("tooLong", { maxLength: 1_200 }), "At most 1,200 characters."],
    [wrong("rangeUnderflow", { type: "number", min: "1" }), "1 or more."],
    [wrong("rangeOverflow", { type: "number", max: "3650" }), "3,650 or less."],
    [wrong("rangeUnderflow", { type: "date", min: "2031-03-05" }), /^Not before Wed,? 5 Mar( 2031)?\.$/],
    [wrong("rangeOverflow", { type: "date", max: "2031-03-05" }), /^Not after Wed,? 5 Mar( 2031)?\.$/],
    [wrong("stepMismatch", { type: "number" }), "This must be a whole number."],
    [wrong("stepMismatch", { type: "number", step: "0.5" }), "This is no value that it can have."],
    [wrong("badInput", { type: "number" }), "This must be a whole number."],
    [wrong("badInput", { type: "date" }), "This is no day of the calendar."],
    [wrong("badInput", { type: "time" }), "This is no time of day, such as 09:00."],
    [
      wrong("patternMismatch", { pattern: "[0-9., ]*" }),
      "This is not written as it is asked for.",
    ],
  ];
  assert.deepEqual(
    Object.keys(fine).filter((flag) => !told.some(([{ validity }]) => Reflect.get(validity, flag))),
    [],
  );
  for (const [control, sentence] of told) {
    const said = tellInvalid(control) ?? "";
    if (typeof sentence === "string") assert.equal(said, sentence);
    else assert.match(said, sentence);
  }
  // A half date in a field that must be filled is no empty one.
  const half = wrong("badInput", { type: "date" });
  assert.equal(
    tellInvalid({ ...half, validity: { ...half.validity, valueMissing: true } }),
    "This is no day of the calendar.",
  );
  assert.equal(tellInvalid({ type: "text", validity: { ...fine, valid: true } }), undefined);
  texts.value = hi;
  try {
    for (const [control] of told) assert.match(tellInvalid(control) ?? "", /[\u0900-\u097f].*।$/u);
  } finally {
    texts.value = en;
  }
});

Deno.test("a field that asks for a country, a language, a property or a number is told so, by whatever pattern the API asks", () => {
  const { NewCallSchedule, AgentChanges, HubspotConnectionChanges } = constraints;
  const tell = ({ pattern }: { pattern: string }) => tellInvalid(wrong("patternMismatch", { pattern }));
  assert.equal(tell(NewCallSchedule.contact_country), "This is no country: two letters, such as IN.");
  assert.equal(tell(NewCallSchedule.call_language), "This is no language, such as en-IN.");
  assert.match(tell(HubspotConnectionChanges.phone_property) ?? "", /internal name of a property/);
  assert.match(tell(AgentChanges.from_number) ?? "", /needs its country/);
});

Deno.test("no form speaks the browser's language: each is the console's own, and each control that can be wrong says so beside itself", async () => {
  const screens = await readScreens();
  assert.ok(screens.length > 50);
  const mute: string[] = [];
  for (const { path, text } of screens) {
    if (/<form\b/.test(text) && !path.endsWith("/components/Form.tsx")) mute.push(`${path}: <form>`);
    if (/reportValidity|setCustomValidity/.test(text)) mute.push(`${path}: a bubble`);
    for (const [tag] of text.matchAll(/<(input|select|textarea)\b[\s\S]*?(\/>|[^=]>)/g)) {
      const asks =
        /\s(required|pattern|min|max|minLength|step)[=\s/]|type="(email|url|number|date|time)"|\{\.\.\.(constraints|limits)\b/;
      // The label, hint and fault of a `Field` are its links; others ask for the fault themselves.
      if (asks.test(tag) && !/\blinks\b/.test(tag) && !text.includes("useFault()")) {
        mute.push(`${path}: ${tag}`);
      }
    }
  }
  assert.deepEqual(mute, []);
});
