import { organization, organizations } from "../auth/organizations.ts";
import { session, signOut } from "../auth/session.ts";
import { Button } from "../components/Button.tsx";
import { Field } from "../components/Field.tsx";
import { go, hrefTo } from "../lib/router.ts";
import { chooseTheme, theme } from "../lib/theme.ts";
import { chooseLanguage, isLanguage } from "../texts/choose-language.ts";
import { language, languages, texts } from "../texts/texts.ts";

/** Who is signed in, for which organisation, in which language and light, and the way out. */
export function Account() {
  const t = texts.value.account;
  return (
    <div class="flex flex-col gap-3">
      <p class="break-all text-sm">
        {session.value?.user.email}
        {organization.value && (
          <span class="block text-base-content/80">{t.roles[organization.value.role]}</span>
        )}
      </p>
      {(organizations.value?.length ?? 0) > 1 && (
        <Field label={t.organization}>
          {(links) => (
            <select
              {...links}
              class="select w-full"
              value={organization.value?.slug}
              onChange={(event) => go(hrefTo(event.currentTarget.value, ["today"]))}
            >
              {organizations.value?.map(({ slug, name }) => <option key={slug} value={slug}>{name}</option>)}
            </select>
          )}
        </Field>
      )}
      <Field label={t.language}>
        {(links) => (
          <select
            {...links}
            class="select w-full"
            value={language.value}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              if (isLanguage(chosen)) void chooseLanguage(chosen);
            }}
          >
            {Object.entries(languages).map(([tag, name]) => (
              <option key={tag} value={tag} lang={tag}>{name}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t.theme}>
        {(links) => (
          <select
            {...links}
            class="select w-full"
            value={theme.value}
            onChange={({ currentTarget: { value } }) =>
              chooseTheme(value === "light" || value === "dark" ? value : "auto")}
          >
            <option value="auto">{t.themes.auto}</option>
            <option value="light">{t.themes.light}</option>
            <option value="dark">{t.themes.dark}</option>
          </select>
        )}
      </Field>
      <Button onClick={() => void signOut()}>{t.signOut}</Button>
    </div>
  );
}
