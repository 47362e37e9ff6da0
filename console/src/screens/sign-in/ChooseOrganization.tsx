import { organizations } from "../../auth/organizations.ts";
import { signOut } from "../../auth/session.ts";
import { Button } from "../../components/Button.tsx";
import { hrefTo } from "../../lib/router.ts";
import { texts } from "../../texts/texts.ts";
import { EntryPage } from "./EntryPage.tsx";
import { MyInvitations } from "./MyInvitations.tsx";

/** Those one belongs to, and those that have asked one in. */
export function ChooseOrganization() {
  const t = texts.value.signIn;
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
      <MyInvitations />
      <Button tone="quiet" onClick={() => void signOut()}>{texts.value.account.signOut}</Button>
    </EntryPage>
  );
}
