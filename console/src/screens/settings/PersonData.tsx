import { useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import type { components } from "../../api/types.ts";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { Section } from "../../components/Section.tsx";
import { showToast } from "../../components/Toast.tsx";
import { saveFile } from "../../lib/csv.ts";
import { textOf, useSending } from "../../lib/sending.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";

type Erasure = components["schemas"]["Erasure"];

/** Who is meant: a number that goes in a body, or a contact's id. */
type Person = { contact_phone: string } | { contact_id: string };

/** What is kept of one person, as a file; and its erasure. */
export function PersonData() {
  const t = settingsTexts.value.person;
  const [by, setBy] = useState<"number" | "contact">("number");
  const [erased, setErased] = useState<Person>();
  const [done, setDone] = useState<Erasure>();
  const { busy, problem, problemOf, send } = useSending();

  const submit = async (event: SubmitEvent) => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget, event.submitter);
    const typed = textOf(form, "person") ?? "";
    const person = by === "number" ? { contact_phone: typed } : { contact_id: typed };
    setDone(undefined);
    if (form.get("act") === "erase") {
      setErased(person);
      return;
    }
    const saved = await send(async () => {
      // Its name says nothing of the person.
      saveFile(
        "person.json",
        `${JSON.stringify(await exportPerson(person), undefined, 2)}\n`,
        "application/json",
      );
    });
    if (saved) showToast(t.saved);
  };
  return (
    <Section title={t.title} hint={t.hint}>
      <Form class="flex flex-col gap-3" onSubmit={submit}>
        <div class="flex flex-wrap items-start gap-3">
          <Field label={t.by}>
            {(links) => (
              <select
                {...links}
                class="select w-40"
                value={by}
                onChange={({ currentTarget: { value } }) => setBy(value === "contact" ? "contact" : "number")}
              >
                <option value="number">{t.byNumber}</option>
                <option value="contact">{t.byContact}</option>
              </select>
            )}
          </Field>
          <Field
            label={by === "number" ? t.byNumber : t.byContact}
            hint={by === "number" ? t.numberHint : t.contactHint}
            problem={problemOf("contact_phone")}
          >
            {(links) => (
              <input
                {...links}
                key={by}
                class="input w-64 max-w-full"
                name="person"
                type="text"
                inputMode={by === "number" ? "tel" : "text"}
                autocomplete="off"
                required
              />
            )}
          </Field>
        </div>
        {problem && <ErrorNotice problem={problem} />}
        <div class="flex flex-wrap gap-2">
          <SubmitButton act="save" label={t.save} busy={busy ? t.saving : undefined} />
          <SubmitButton act="erase" label={t.erase} danger />
        </div>
      </Form>
      {done && <Told erasure={done} />}
      {erased && (
        <Erase
          person={erased}
          onClose={() => setErased(undefined)}
          onErased={(erasure) => {
            setErased(undefined);
            setDone(erasure);
          }}
        />
      )}
    </Section>
  );
}

/** A button that says which of the form's two acts is meant. */
function SubmitButton(
  { act, label, busy, danger = false }: {
    act: string;
    label: string;
    busy?: string | undefined;
    danger?: boolean;
  },
) {
  return (
    <button
      type="submit"
      name="act"
      value={act}
      class={`${danger ? "btn btn-error btn-outline" : "btn"} max-sm:min-h-11`}
      disabled={busy !== undefined}
    >
      {busy ?? label}
    </button>
  );
}

async function exportPerson(person: Person) {
  const path = inOrganization();
  if ("contact_id" in person) {
    const params = { path: { ...path, contact_id: person.contact_id } };
    const told = await answer(
      api.GET("/call-scheduling/{org_slug}/contacts/{contact_id}/export", { params }),
    );
    return told.person;
  }
  const told = await answer(
    api.POST("/call-scheduling/{org_slug}/people/export", { params: { path }, body: person }),
  );
  return told.person;
}

async function erasePerson(person: Person, reason: string, key: string): Promise<Erasure> {
  const path = inOrganization();
  const header = { "idempotency-key": key };
  if ("contact_id" in person) {
    const params = { path: { ...path, contact_id: person.contact_id }, header };
    const body = { reason };
    const told = await answer(
      api.POST("/call-scheduling/{org_slug}/contacts/{contact_id}/erase", { params, body }),
    );
    return told.erasure;
  }
  const told = await answer(
    api.POST("/call-scheduling/{org_slug}/people/erase", {
      params: { path, header },
      body: { ...person, reason },
    }),
  );
  return told.erasure;
}

function Erase(
  { person, onClose, onErased }: {
    person: Person;
    onClose: () => void;
    onErased: (erasure: Erasure) => void;
  },
) {
  const t = settingsTexts.value.person;
  const [key] = useState(() => crypto.randomUUID());
  const { busy, problem, problemOf, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const reason = textOf(new FormData(event.currentTarget), "reason") ?? "";
    let erasure: Erasure | undefined;
    await send(async () => {
      erasure = await erasePerson(person, reason, key);
    });
    if (erasure !== undefined) onErased(erasure);
  };
  return (
    <Dialog
      title={t.eraseTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.value.common.back}</Button>
          <Button tone="danger" type="submit" form="erase-person" busy={busy ? t.erasing : undefined}>
            {t.eraseNow}
          </Button>
        </>
      }
    >
      <Form id="erase-person" class="flex flex-col gap-4" onSubmit={submit}>
        <p>{t.eraseConsequence}</p>
        <Field label={t.reason} hint={t.reasonHint} problem={problemOf("reason")}>
          {(links) => <input {...links} class="input w-full" name="reason" required maxLength={500} />}
        </Field>
        {problem && <ErrorNotice problem={problem} />}
      </Form>
    </Dialog>
  );
}

/** What is left, and what else is to be done: the agent's provider has records of its own. */
function Told({ erasure }: { erasure: Erasure }) {
  const t = settingsTexts.value.person;
  return (
    <div role="status" class="flex flex-col gap-2 rounded-box border border-base-300 p-3">
      <p>{t.erased(erasure.calls, erasure.cancelled)}</p>
      {erasure.bolna_call_ids.length > 0 && (
        <>
          <p>{t.atBolna}</p>
          <ul class="list-disc pl-5 text-sm">
            {erasure.bolna_call_ids.map((id) => (
              <li key={id}>
                <code class="break-all">{id}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
