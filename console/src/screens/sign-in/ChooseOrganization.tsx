import { dataApi, done, rows } from "../../api/client.ts";
import { loadOrganizations, organizations } from "../../auth/organizations.ts";
import { session, signOut } from "../../auth/session.ts";
import { Button } from "../../components/Button.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { resource } from "../../lib/resource.ts";
import { hrefTo } from "../../lib/router.ts";
import { texts } from "../../texts/texts.ts";
import { EntryPage } from "./EntryPage.tsx";

const invitations = resource(async (_key, signal) =>
  await rows(dataApi.rpc("my_invitations", {}, { get: true }).abortSignal(signal))
);

/** Those one belongs to, and those that have asked one in. */
export function ChooseOrganization() {
  const t = texts.value.signIn;
  const invited = invitations.use(session.value?.user.id ?? null);
  const accept = async (id: string) => {
    await done(dataApi.rpc("accept_invitation", { p_invitation_id: id }));
    await loadOrganizations();
  };
  return (
    <EntryPage title={t.whichOrganization}>
      {organizations.value?.length === 0 && <p>{t.noOrganization}</p>}
      <ul class="flex flex-col gap-2">
        {organizations.value?.map(({ slug, name, role }) => (
          <li key={slug}>
            <a class="btn w-full justify-between" href={hrefTo(slug, ["today"])}>
              {name}
              <span class="font-normal text-base-content/80">{texts.value.account.roles[role]}</span>
            </a>
          </li>
        ))}
      </ul>
      <Loaded of={invited} skeleton={null}>
        {(list) => (
          <ul class="flex flex-col gap-2">
            {list.map(({ id, name, role }) => (
              <li key={id} class="flex flex-col gap-2">
                <p>{t.invited(name, texts.value.account.roles[role])}</p>
                <Button tone="primary" onClick={() => void accept(id)}>{t.join(name)}</Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Button tone="quiet" onClick={() => void signOut()}>{texts.value.account.signOut}</Button>
    </EntryPage>
  );
}
