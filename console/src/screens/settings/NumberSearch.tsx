import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { textOf, useSending } from "../../lib/sending.ts";
import { settingsTexts } from "../../texts/settings.ts";

/** Finds by a whole number, which goes in a body: never into an address. */
export function NumberSearch(
  { onSearch, onClear }: { onSearch: (phone: string) => Promise<void>; onClear?: (() => void) | undefined },
) {
  const t = settingsTexts.value.numbers;
  const { busy, problem, problemOf, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const phone = textOf(new FormData(event.currentTarget), "contact_phone");
    if (phone !== undefined) await send(() => onSearch(phone));
  };
  return (
    <Form class="flex flex-col gap-2" onSubmit={submit}>
      <div class="flex flex-wrap items-start gap-2">
        <Field label={t.find} hint={t.findHint} problem={problemOf("contact_phone")}>
          {(links) => (
            <input
              {...links}
              class="input w-56"
              type="tel"
              name="contact_phone"
              autocomplete="off"
              required
            />
          )}
        </Field>
        <Button class="sm:mt-6" type="submit" icon="find" busy={busy ? t.finding : undefined}>
          {t.findNow}
        </Button>
        {onClear && <Button class="sm:mt-6" tone="quiet" onClick={onClear}>{t.showAll}</Button>}
      </div>
      {problem && problem.fields.length === 0 && <ErrorNotice problem={problem} />}
    </Form>
  );
}
