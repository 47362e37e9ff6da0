import { useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { may } from "../../auth/organizations.ts";
import { Badge } from "../../components/Badge.tsx";
import { Button } from "../../components/Button.tsx";
import { confirm } from "../../components/Confirm.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { type Column, Table } from "../../components/Table.tsx";
import { showToast } from "../../components/Toast.tsx";
import { formatNumber } from "../../lib/format.ts";
import { useSending } from "../../lib/sending.ts";
import { askNow } from "../../live/live.ts";
import { contactTexts } from "../../texts/contacts.ts";
import { PreviewDialog } from "./PreviewDialog.tsx";
import { rules } from "./resources.ts";
import { type Rule, sayKind } from "./rule.ts";
import { RuleDialog } from "./RuleDialog.tsx";

/** The rules, and what may be done with each. */
export function Rules() {
  const t = contactTexts.value;
  const answered = rules.use("");
  const [editing, edit] = useState<Rule | "new">();
  const [previewed, preview] = useState<Rule>();
  const { problem, send } = useSending();
  const change = async (rule: Rule, is_active: boolean) => {
    const path = { ...inOrganization(), id: rule.id };
    const done = await send(() =>
      answer(api.PATCH("/call-scheduling/{org_slug}/rules/{id}", { params: { path }, body: { is_active } }))
    );
    if (done) showToast(is_active ? t.switchedOn : t.switchedOff);
  };
  const remove = (rule: Rule) =>
    confirm({
      title: t.deleteQuestion(rule.rule_name),
      consequence: t.deleteMeans,
      act: t.deleteRule,
      acting: t.deleting,
      back: t.keepRule,
      tone: "danger",
      onAct: async () => {
        const path = { ...inOrganization(), id: rule.id };
        await answer(api.DELETE("/call-scheduling/{org_slug}/rules/{id}", { params: { path } }));
        askNow();
        showToast(t.deleted);
      },
    });
  const add = <Button tone="primary" icon="plus" onClick={() => edit("new")}>{t.newRule}</Button>;
  const columns: Column<Rule>[] = [
    { id: "name", head: t.ruleName, phone: "start", isRowHead: true, cell: ({ rule_name }) => rule_name },
    {
      id: "state",
      head: t.ruleState,
      phone: "end",
      cell: ({ is_active }) =>
        is_active
          ? <Badge tone="success" icon="done">{t.isOn}</Badge>
          : <Badge tone="neutral" icon="hold">{t.isOff}</Badge>,
    },
    { id: "kind", head: t.ruleKind, phone: "below", cell: sayKind },
    {
      id: "daily",
      head: t.ruleDaily,
      phone: "hidden",
      numeric: true,
      cell: ({ max_calls_per_day }) => formatNumber(max_calls_per_day),
    },
    {
      id: "acts",
      head: t.ruleActs,
      phone: "last",
      cell: (rule) => (
        <span class="flex flex-wrap gap-1 max-sm:pt-1">
          <Button small label={t.previewOf(rule.rule_name)} onClick={() => preview(rule)}>{t.preview}</Button>
          {may.manage() && (
            <>
              <Button small label={t.editOf(rule.rule_name)} onClick={() => edit(rule)}>{t.edit}</Button>
              <Button
                small
                label={rule.is_active ? t.switchOffOf(rule.rule_name) : t.switchOnOf(rule.rule_name)}
                onClick={() => void change(rule, !rule.is_active)}
              >
                {rule.is_active ? t.switchOff : t.switchOn}
              </Button>
              <Button small tone="quiet" label={t.deleteRuleOf(rule.rule_name)} onClick={() => remove(rule)}>
                {t.deleteRule}
              </Button>
            </>
          )}
        </span>
      ),
    },
  ];
  return (
    <div class="flex flex-col gap-3">
      {problem && <ErrorNotice problem={problem} />}
      <Loaded of={answered}>
        {(all) =>
          all.length === 0
            ? (
              <EmptyState action={may.manage() && add}>
                {may.manage() ? t.noRules : t.noRulesForOthers}
              </EmptyState>
            )
            : (
              <>
                {may.manage() && <div class="flex justify-end">{add}</div>}
                <Table caption={t.rules} columns={columns} rows={all} rowKey={({ id }) => id} />
              </>
            )}
      </Loaded>
      {editing && (
        <RuleDialog
          rule={editing === "new" ? null : editing}
          onClose={() => edit(undefined)}
          onSaved={(saved) => {
            edit(undefined);
            preview(saved);
          }}
        />
      )}
      {previewed && <PreviewDialog rule={previewed} onClose={() => preview(undefined)} />}
    </div>
  );
}
