import { dataApi, done, rows } from "../../api/client.ts";
import { loadOrganizations } from "../../auth/organizations.ts";
import { session } from "../../auth/session.ts";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { resource } from "../../lib/resource.ts";
import { useSending } from "../../lib/sending.ts";
import { texts } from "../../texts/texts.ts";

const invitations = resource(async (_key, signal) =>
  await rows(dataApi.rpc("my_invitations", {}, { get: true }).abortSignal(signal))
);

/** The organisations that have asked one in; nothing while there is none. */
export function MyInvitations() {
  const t = texts.value.signIn;
  const invited = invitations.use(session.value?.user.id ?? null);
  const { busy, problem, send } = useSending();
  const accept = (id: string) =>
    send(async () => {
      await done(dataApi.rpc("accept_invitation", { p_invitation_id: id }));
      await Promise.all([loadOrganizations(), invited.reload()]);
    });
  return (
    <Loaded of={invited} skeleton={null}>
      {(list) => (
        <ul class="flex flex-col gap-2 empty:hidden">
          {list.map(({ id, name, role }) => (
            <li key={id} class="flex flex-col gap-2">
              <p>{t.invited(name, texts.value.account.roles[role])}</p>
              <div>
                <Button tone="primary" busy={busy ? t.joining : undefined} onClick={() => void accept(id)}>
                  {t.join(name)}
                </Button>
              </div>
            </li>
          ))}
          {problem && <ErrorNotice problem={problem} />}
        </ul>
      )}
    </Loaded>
  );
}
