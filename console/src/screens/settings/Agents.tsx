import { useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import type { components } from "../../api/types.ts";
import { constraints } from "../../api/constraints.ts";
import { may } from "../../auth/organizations.ts";
import { Badge } from "../../components/Badge.tsx";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Section } from "../../components/Section.tsx";
import { Table } from "../../components/Table.tsx";
import { showToast } from "../../components/Toast.tsx";
import { maskNumber } from "../../lib/format.ts";
import { resource } from "../../lib/resource.ts";
import { textOf, useSending } from "../../lib/sending.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";

type Agent = components["schemas"]["Agent"];

const marks = ["say_ai", "say_business", "say_purpose", "say_recorded", "offer_opt_out"] as const;

const agents = resource(async (_key, signal) => {
  const { agents } = await answer(
    api.GET("/call-scheduling/{org_slug}/agents", { params: { path: inOrganization() }, signal }),
  );
  return agents;
});

/** The voice agents that call for the organisation. */
export function Agents() {
  const t = settingsTexts.value.agents;
  const [edited, setEdited] = useState<Agent>();
  const list = agents.use("all");
  return (
    <Section title={t.title} hint={t.hint}>
      <Loaded of={list}>
        {(rows) =>
          rows.length === 0 ? <EmptyState>{t.none}</EmptyState> : (
            <Table
              caption={t.title}
              rows={rows}
              rowKey={({ id }) => id}
              columns={[
                { id: "name", head: t.name, phone: "start", isRowHead: true, cell: ({ name }) => name },
                {
                  id: "state",
                  head: t.state,
                  phone: "end",
                  cell: ({ is_active }) => (
                    <Badge tone={is_active ? "success" : "neutral"}>{is_active ? t.on : t.off}</Badge>
                  ),
                },
                {
                  id: "from",
                  head: t.from,
                  phone: "below",
                  cell: ({ from_number }) => from_number === null ? t.fromDefault : maskNumber(from_number),
                },
                {
                  id: "opening",
                  head: t.opening,
                  phone: "last",
                  cell: ({ opening }) =>
                    opening === null
                      ? <Badge tone="warning">{t.openingUnsaid}</Badge>
                      : opening.map((mark) => texts.value.openingMarks[mark]).join(", ") || t.openingNothing,
                },
                ...(may.manage()
                  ? [{
                    id: "edit",
                    head: t.act,
                    phone: "below-end" as const,
                    cell: (agent: Agent) => (
                      <Button
                        small
                        label={t.editNamed(agent.name)}
                        onClick={() => setEdited(agent)}
                      >
                        {t.edit}
                      </Button>
                    ),
                  }]
                  : []),
              ]}
            />
          )}
      </Loaded>
      {edited && (
        <EditAgent
          agent={edited}
          onClose={() => setEdited(undefined)}
          onSaved={() => void list.reload()}
        />
      )}
    </Section>
  );
}

function EditAgent({ agent, onClose, onSaved }: { agent: Agent; onClose: () => void; onSaved: () => void }) {
  const t = settingsTexts.value.agents;
  const { busy, problem, problemOf, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const said = form.getAll("opening");
    const body = {
      name: textOf(form, "name") ?? "",
      from_number: textOf(form, "from_number") ?? null,
      is_active: form.has("is_active"),
      ...(form.has("opening_known") ? { opening: marks.filter((mark) => said.includes(mark)) } : {}),
    };
    const params = { path: { ...inOrganization(), id: agent.id } };
    const saved = await send(() =>
      answer(api.PATCH("/call-scheduling/{org_slug}/agents/{id}", { params, body }))
    );
    if (!saved) return;
    showToast(texts.value.common.saved);
    onSaved();
    onClose();
  };
  return (
    <Dialog
      title={t.editNamed(agent.name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.value.common.back}</Button>
          <Button
            tone="primary"
            type="submit"
            form="edit-agent"
            busy={busy ? texts.value.common.saving : undefined}
          >
            {texts.value.common.save}
          </Button>
        </>
      }
    >
      <Form id="edit-agent" class="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t.name} problem={problemOf("name")}>
          {(links) => (
            <input
              {...links}
              {...constraints.AgentChanges.name}
              class="input w-full"
              name="name"
              defaultValue={agent.name}
              required
            />
          )}
        </Field>
        <Field label={t.from} hint={t.fromHint} problem={problemOf("from_number")}>
          {(links) => (
            <input
              {...links}
              {...constraints.AgentChanges.from_number}
              class="input w-full"
              name="from_number"
              type="tel"
              defaultValue={agent.from_number ?? ""}
            />
          )}
        </Field>
        <label class="flex items-center gap-2 max-sm:min-h-11">
          <input type="checkbox" class="toggle" name="is_active" defaultChecked={agent.is_active} />
          {t.isActive}
        </label>
        <Opening agent={agent} />
        {problem && <ErrorNotice problem={problem} />}
      </Form>
    </Dialog>
  );
}

function Opening({ agent }: { agent: Agent }) {
  const t = settingsTexts.value.agents;
  const [known, setKnown] = useState(agent.opening !== null);
  return (
    <fieldset class="flex flex-col gap-2">
      <legend class="text-sm font-medium">{t.opening}</legend>
      <p class="text-xs text-base-content/80">{t.openingHint}</p>
      {agent.opening === null && (
        <label class="flex items-center gap-2">
          <input
            type="checkbox"
            class="checkbox checkbox-sm"
            checked={known}
            onChange={(event) => setKnown(event.currentTarget.checked)}
          />
          {t.openingKnown}
        </label>
      )}
      {known && <input type="hidden" name="opening_known" value="yes" />}
      {known && marks.map((mark) => (
        <label key={mark} class="flex items-center gap-2 max-sm:min-h-11">
          <input
            type="checkbox"
            class="checkbox checkbox-sm"
            name="opening"
            value={mark}
            defaultChecked={agent.opening?.includes(mark)}
          />
          {texts.value.openingMarks[mark]}
        </label>
      ))}
    </fieldset>
  );
}
