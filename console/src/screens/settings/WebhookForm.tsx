import { answer, api, inOrganization } from "../../api/client.ts";
import type { components } from "../../api/types.ts";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { textOf, useSending } from "../../lib/sending.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";

type Webhook = components["schemas"]["Webhook"];

const events = [
  "call.completed",
  "call.failed",
  "call.cancelled",
  "call.attention",
  "campaign.state_changed",
  "number.opted_out",
  "alert.raised",
  "alert.resolved",
] as const;

/** A new endpoint, or changes of one. `onSaved` is given the secret of a new one. */
export function WebhookForm(
  { webhook, onClose, onSaved }: {
    webhook: Webhook | undefined;
    onClose: () => void;
    onSaved: (secret: string | undefined) => void;
  },
) {
  const t = settingsTexts.value.webhooks;
  const { busy, problem, problemOf, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const chosen = form.getAll("events");
    const body = {
      url: textOf(form, "url") ?? "",
      events: events.filter((one) => chosen.includes(one)),
      description: textOf(form, "description") ?? null,
    };
    let secret: string | undefined;
    const asked = async () => {
      if (webhook === undefined) {
        const params = { path: inOrganization() };
        secret = (await answer(api.POST("/call-scheduling/{org_slug}/webhooks", { params, body }))).secret;
        return;
      }
      const params = { path: { ...inOrganization(), id: webhook.id } };
      const changes = { ...body, is_active: form.has("is_active") };
      await answer(api.PATCH("/call-scheduling/{org_slug}/webhooks/{id}", { params, body: changes }));
    };
    if (await send(asked)) onSaved(secret);
  };
  return (
    <Dialog
      title={webhook === undefined ? t.addTitle : t.editTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.value.common.back}</Button>
          <Button
            tone="primary"
            type="submit"
            form="webhook"
            busy={busy ? texts.value.common.saving : undefined}
          >
            {webhook === undefined ? t.addNow : texts.value.common.save}
          </Button>
        </>
      }
    >
      <Form id="webhook" class="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t.address} hint={t.addressHint} problem={problemOf("url")}>
          {(links) => (
            <input
              {...links}
              class="input w-full"
              type="url"
              name="url"
              required
              maxLength={2000}
              defaultValue={webhook?.url}
            />
          )}
        </Field>
        <Field label={t.description} problem={problemOf("description")}>
          {(links) => (
            <input
              {...links}
              class="input w-full"
              name="description"
              maxLength={200}
              defaultValue={webhook?.description ?? ""}
            />
          )}
        </Field>
        <fieldset>
          <legend class="text-sm font-medium">{t.events}</legend>
          {events.map((one) => (
            <label key={one} class="flex items-center gap-2 py-0.5 max-sm:min-h-11">
              <input
                type="checkbox"
                class="checkbox checkbox-sm"
                name="events"
                value={one}
                defaultChecked={webhook === undefined || webhook.events.includes(one)}
              />
              {t.names[one]}
            </label>
          ))}
          {problemOf("events") !== undefined && <p class="text-sm text-error">{problemOf("events")}</p>}
        </fieldset>
        {webhook && (
          <label class="flex items-center gap-2 max-sm:min-h-11">
            <input type="checkbox" class="toggle" name="is_active" defaultChecked={webhook.is_active} />
            {t.isActive}
          </label>
        )}
        {problem && <ErrorNotice problem={problem} />}
      </Form>
    </Dialog>
  );
}
