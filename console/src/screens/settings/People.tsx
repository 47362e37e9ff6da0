import { dataApi, done, rows } from "../../api/client.ts";
import { may, organization, organizationZone, type Role } from "../../auth/organizations.ts";
import { session } from "../../auth/session.ts";
import { Badge } from "../../components/Badge.tsx";
import { Button } from "../../components/Button.tsx";
import { confirm } from "../../components/Confirm.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Moment } from "../../components/Moment.tsx";
import { Section } from "../../components/Section.tsx";
import { type Column, Table } from "../../components/Table.tsx";
import { showToast } from "../../components/Toast.tsx";
import { resource } from "../../lib/resource.ts";
import { textOf, useSending } from "../../lib/sending.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";

const roles = ["admin", "member", "viewer"] as const satisfies readonly Role[];

const people = resource(async (id, signal) =>
  await rows(dataApi.rpc("organization_people", { p_org_id: id }, { get: true }).abortSignal(signal))
);
const invitations = resource(async (id, signal) =>
  await rows(
    dataApi.from("invitations").select("id, email, role, expires_at").eq("org_id", id).is("accepted_at", null)
      .order("created_at").abortSignal(signal),
  )
);

type Person = NonNullable<ReturnType<typeof people.use>["data"]["value"]>[number];
type Invitation = NonNullable<ReturnType<typeof invitations.use>["data"]["value"]>[number];

/** Who belongs to the organisation, and who was asked to. */
export function People() {
  const t = settingsTexts.value.people;
  const id = organization.value?.id ?? null;
  return (
    <>
      <Section title={t.title} hint={may.manage() ? undefined : t.onlyAdmins}>
        <Loaded of={people.use(id)}>
          {(list) => (
            <Table
              caption={t.title}
              rows={list}
              rowKey={({ user_id }) => user_id}
              columns={columns()}
            />
          )}
        </Loaded>
      </Section>
      {may.manage() && <Invitations id={id} />}
    </>
  );
}

function columns(): Column<Person>[] {
  const t = settingsTexts.value.people;
  const asColumns: Column<Person>[] = [
    {
      id: "name",
      head: t.name,
      phone: "start",
      isRowHead: true,
      cell: (person) => (
        <>
          {person.email ?? person.name}
          {isMe(person) && <span class="ml-2 font-normal text-base-content/80">{t.you}</span>}
        </>
      ),
    },
    { id: "role", head: t.role, phone: "end", cell: (person) => <RoleOf person={person} /> },
    {
      id: "joined",
      head: t.joined,
      phone: "below",
      cell: ({ joined_at }) => <Moment at={joined_at} zone={organizationZone.value} />,
    },
  ];
  if (!may.manage()) return asColumns;
  return [...asColumns, {
    id: "remove",
    head: t.act,
    phone: "below-end",
    cell: (person) => <Button small tone="quiet" onClick={() => askToRemove(person)}>{t.remove}</Button>,
  }];
}

function isMe({ user_id }: Person): boolean {
  return user_id === session.value?.user.id;
}

function RoleOf({ person }: { person: Person }) {
  const t = settingsTexts.value.people;
  const named = texts.value.account.roles;
  const { problem, send } = useSending();
  if (!may.manage()) return <>{named[person.role]}</>;
  const change = async (role: Role) => {
    const changed = await send(() =>
      done(dataApi.rpc("change_member_role", {
        p_org_id: organization.value?.id ?? "",
        p_user_id: person.user_id,
        p_role: role,
      }))
    );
    if (changed) showToast(texts.value.common.saved);
  };
  return (
    <div class="flex flex-col gap-1">
      <select
        class="select select-sm w-32 max-sm:min-h-11"
        aria-label={t.roleOf(person.email ?? person.name)}
        value={person.role}
        onChange={(event) => {
          const role = roles.find((one) => one === event.currentTarget.value);
          if (role !== undefined) void change(role);
        }}
      >
        {roles.map((role) => <option key={role} value={role}>{named[role]}</option>)}
      </select>
      {problem && <ErrorNotice problem={problem} />}
    </div>
  );
}

function askToRemove(person: Person): void {
  const t = settingsTexts.value.people;
  const name = person.email ?? person.name;
  confirm({
    title: t.removeTitle(name),
    consequence: isMe(person) ? t.leaveConsequence : t.removeConsequence,
    act: t.remove,
    acting: t.removing,
    tone: "danger",
    onAct: async () => {
      const gone = { p_org_id: organization.value?.id ?? "", p_user_id: person.user_id };
      await done(dataApi.rpc("remove_member", gone));
      showToast(t.removed);
    },
  });
}

function Invitations({ id }: { id: string | null }) {
  const t = settingsTexts.value.people;
  const open = invitations.use(id);
  const { busy, problem, send } = useSending();
  const invite = async (event: SubmitEvent) => {
    const element = event.currentTarget;
    if (!(element instanceof HTMLFormElement)) return;
    const form = new FormData(element);
    const role = roles.find((one) => one === form.get("role")) ?? "member";
    const asked = { p_org_id: id ?? "", p_email: textOf(form, "email") ?? "", p_role: role };
    if (!await send(() => rows(dataApi.rpc("invite_member", asked)))) return;
    element.reset();
    showToast(t.invitedToast);
    await open.reload();
  };
  const revoke = async (invitation: Invitation) => {
    await done(dataApi.rpc("revoke_invitation", { p_org_id: id ?? "", p_invitation_id: invitation.id }));
    await open.reload();
  };
  return (
    <Section title={t.invitations} hint={t.invitationsHint}>
      <Form class="flex flex-wrap items-start gap-3" onSubmit={invite}>
        <Field label={t.email} class="w-72 max-w-full">
          {(links) => (
            <input {...links} class="input w-full" type="email" name="email" required autocomplete="off" />
          )}
        </Field>
        <Field label={t.role}>
          {(links) => (
            <select {...links} class="select w-36" name="role">
              {roles.toReversed().map((role) => (
                <option key={role} value={role} selected={role === "member"}>
                  {texts.value.account.roles[role]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Button class="mt-6" tone="primary" type="submit" busy={busy ? t.inviting : undefined}>
          {t.invite}
        </Button>
      </Form>
      {problem && <ErrorNotice problem={problem} />}
      <Loaded of={open}>
        {(list) =>
          list.length === 0 ? <EmptyState>{t.noInvitations}</EmptyState> : (
            <Table
              caption={t.invitations}
              rows={list}
              rowKey={(one) => one.id}
              columns={[
                { id: "email", head: t.email, phone: "start", isRowHead: true, cell: ({ email }) => email },
                {
                  id: "role",
                  head: t.role,
                  phone: "end",
                  cell: ({ role }) => <Badge tone="neutral">{texts.value.account.roles[role]}</Badge>,
                },
                {
                  id: "until",
                  head: t.until,
                  phone: "below",
                  cell: ({ expires_at }) => <Moment at={expires_at} zone={organizationZone.value} />,
                },
                {
                  id: "revoke",
                  head: t.act,
                  phone: "below-end",
                  cell: (one) => (
                    <Button small tone="quiet" onClick={() => void send(() => revoke(one))}>
                      {t.revoke}
                    </Button>
                  ),
                },
              ]}
            />
          )}
      </Loaded>
    </Section>
  );
}
