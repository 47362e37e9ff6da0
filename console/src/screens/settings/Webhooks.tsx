import { useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import type { components } from "../../api/types.ts";
import { Button } from "../../components/Button.tsx";
import { confirm } from "../../components/Confirm.tsx";
import { CopyButton } from "../../components/CopyButton.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Section } from "../../components/Section.tsx";
import { Table } from "../../components/Table.tsx";
import { showToast } from "../../components/Toast.tsx";
import { href } from "../../lib/router.ts";
import { resource } from "../../lib/resource.ts";
import { useSending } from "../../lib/sending.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";
import type { ScreenProps } from "../screen.ts";
import { Deliveries } from "./Deliveries.tsx";
import { WebhookForm } from "./WebhookForm.tsx";
import { WebhookState } from "./WebhookState.tsx";

type Webhook = components["schemas"]["Webhook"];

const list = resource(async (_key, signal) => {
  const params = { path: inOrganization() };
  const { webhooks } = await answer(api.GET("/call-scheduling/{org_slug}/webhooks", { params, signal }));
  return webhooks;
});

/** Which systems of the organisation are told of what happens; one of them with what it was told: `webhooks/<id>`. */
export function Webhooks({ rest, query }: ScreenProps) {
  const read = list.use("all");
  const id = rest[1];
  return (
    <Loaded of={read}>
      {(webhooks) => {
        const chosen = webhooks.find((webhook) => webhook.id === id);
        return chosen === undefined
          ? <List webhooks={webhooks} onChanged={() => void read.reload()} />
          : <Deliveries webhook={chosen} query={query} />;
      }}
    </Loaded>
  );
}

function List({ webhooks, onChanged }: { webhooks: readonly Webhook[]; onChanged: () => void }) {
  const t = settingsTexts.value.webhooks;
  const [form, setForm] = useState<Webhook | "new">();
  const [secret, setSecret] = useState<string>();
  const { problem, send } = useSending();
  const one = (webhook: Webhook) => ({ params: { path: { ...inOrganization(), id: webhook.id } } });
  const test = async (webhook: Webhook) => {
    const asked = () => answer(api.POST("/call-scheduling/{org_slug}/webhooks/{id}/test", one(webhook)));
    if (await send(asked)) showToast(t.tested);
  };
  const rotate = (webhook: Webhook) =>
    confirm({
      title: t.rotateTitle,
      consequence: t.rotateConsequence,
      act: t.rotate,
      acting: t.rotating,
      onAct: async () => {
        const body = { rotate_secret: true as const };
        const told = await answer(
          api.PATCH("/call-scheduling/{org_slug}/webhooks/{id}", { ...one(webhook), body }),
        );
        onChanged();
        if (told.secret !== undefined) setSecret(told.secret);
      },
    });
  const remove = (webhook: Webhook) =>
    confirm({
      title: t.removeTitle,
      consequence: t.removeConsequence(webhook.url),
      act: t.remove,
      acting: t.removing,
      tone: "danger",
      onAct: async () => {
        await answer(api.DELETE("/call-scheduling/{org_slug}/webhooks/{id}", one(webhook)));
        onChanged();
      },
    });
  return (
    <Section
      title={t.title}
      hint={t.hint}
      actions={<Button tone="primary" icon="plus" onClick={() => setForm("new")}>{t.add}</Button>}
    >
      {problem && <ErrorNotice problem={problem} />}
      {webhooks.length === 0 ? <EmptyState>{t.none}</EmptyState> : (
        <Table
          caption={t.title}
          rows={webhooks}
          rowKey={({ id }) => id}
          columns={[
            {
              id: "url",
              head: t.address,
              phone: "start",
              isRowHead: true,
              class: "break-all",
              cell: ({ id, url, description }) => (
                <>
                  <a class="link" href={href(["settings", "webhooks", id])}>{url}</a>
                  {description !== null && (
                    <span class="block text-xs font-normal text-base-content/80">{description}</span>
                  )}
                </>
              ),
            },
            {
              id: "state",
              head: t.state,
              phone: "end",
              cell: (webhook) => <WebhookState webhook={webhook} />,
            },
            {
              id: "events",
              head: t.events,
              phone: "last",
              cell: ({ events }) => events.map((event) => t.names[event]).join(", "),
            },
            {
              id: "act",
              head: t.act,
              phone: "below",
              cell: (webhook) => (
                <div class="flex flex-wrap gap-1">
                  <Button small tone="quiet" onClick={() => setForm(webhook)}>{t.edit}</Button>
                  <Button small tone="quiet" onClick={() => void test(webhook)}>{t.test}</Button>
                  <Button small tone="quiet" onClick={() => rotate(webhook)}>{t.rotate}</Button>
                  <Button small tone="quiet" onClick={() => remove(webhook)}>{t.remove}</Button>
                </div>
              ),
            },
          ]}
        />
      )}
      {form && (
        <WebhookForm
          webhook={form === "new" ? undefined : form}
          onClose={() => setForm(undefined)}
          onSaved={(given) => {
            onChanged();
            setForm(undefined);
            if (given === undefined) showToast(texts.value.common.saved);
            else setSecret(given);
          }}
        />
      )}
      {secret !== undefined && <Secret secret={secret} onClose={() => setSecret(undefined)} />}
    </Section>
  );
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = settingsTexts.value.webhooks;
  return (
    <Dialog
      title={t.secretTitle}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t.secretKept}</Button>}
    >
      <div class="flex flex-col gap-3">
        <p>{t.secretOnce}</p>
        <p class="flex items-center gap-2">
          <code class="break-all">{secret}</code>
          <CopyButton text={secret} label={t.copySecret} />
        </p>
      </div>
    </Dialog>
  );
}
