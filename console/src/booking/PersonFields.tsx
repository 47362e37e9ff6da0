import { useEffect, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../api/client.ts";
import { constraints } from "../api/constraints.ts";
import { may } from "../auth/organizations.ts";
import { Field } from "../components/Field.tsx";
import { texts } from "../texts/texts.ts";
import type { Booking, BookingFields } from "./booking.ts";

interface Suggestion {
  contact_id: string;
  contact_name: string;
}

/** Who is called: typed, or one of the contacts that HubSpot has, whose number comes with the name. */
export function PersonFields({ booking, problemOf, isMasked }: {
  booking: Booking;
  problemOf: (field: keyof BookingFields) => string | undefined;
  /** The number is shown by its last digits only, and stays as it is unless another one is typed. */
  isMasked: boolean;
}) {
  const t = texts.value.booking;
  const { fields } = booking;
  const name = fields.value.contact_name;
  const suggestions = useSuggestions(name);
  const set = (change: Partial<BookingFields>) => fields.value = { ...fields.value, ...change };
  const setName = (typed: string) => {
    set({ contact_name: typed });
    const [chosen, ...others] = suggestions.filter(({ contact_name }) => contact_name === typed);
    if (chosen !== undefined && others.length === 0) void take(chosen);
  };
  /** An admin sees the contact's number whole; for others it is masked, and theirs to type. */
  const take = async ({ contact_id }: Suggestion) => {
    set({ contact_id });
    if (!may.manage()) return;
    const { contacts } = await answer(
      api.GET("/call-scheduling/{org_slug}/contacts", {
        params: { path: inOrganization(), query: { contact_id } },
      }),
    ).catch(() => ({ contacts: [] }));
    const [contact] = contacts;
    if (contact?.contact_phone && fields.peek().contact_id === contact_id) {
      set({ contact_phone: contact.contact_phone });
    }
  };
  return (
    <div class="grid gap-3 sm:grid-cols-2">
      <Field label={t.name} hint={t.nameHint} problem={problemOf("contact_name")}>
        {(links) => (
          <>
            <input
              {...links}
              {...constraints.NewCallSchedule.contact_name}
              class="input w-full"
              list="people"
              autofocus
              autocomplete="off"
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
            <datalist id="people">
              {suggestions.map(({ contact_id, contact_name }) => (
                <option key={contact_id} value={contact_name} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field
        label={t.phone}
        hint={isMasked ? t.phoneMaskedHint : t.phoneHint}
        problem={problemOf("contact_phone")}
      >
        {(links) => (
          <input
            {...links}
            maxLength={constraints.NewCallSchedule.contact_phone.maxLength}
            required={!isMasked}
            class="input w-full"
            type="tel"
            inputMode="tel"
            autocomplete="off"
            value={fields.value.contact_phone}
            onInput={(event) => set({ contact_phone: event.currentTarget.value })}
          />
        )}
      </Field>
    </div>
  );
}

/** Contacts whose name has what is typed in it, a moment after the last letter. */
function useSuggestions(typed: string): Suggestion[] {
  const [found, setFound] = useState<Suggestion[]>([]);
  useEffect(() => {
    const words = typed.trim();
    if (words.length < 2 || found.some(({ contact_name }) => contact_name === typed)) {
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const params = { path: inOrganization(), query: { q: words, limit: 8 } };
      const list = await answer(
        api.GET("/call-scheduling/{org_slug}/contacts", { params, signal: abort.signal }),
      ).catch(() => ({ contacts: [] }));
      if (abort.signal.aborted) return;
      setFound(list.contacts.map(({ contact_id, contact_name }) => ({ contact_id, contact_name })));
    }, 250);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [typed]);
  return found;
}
