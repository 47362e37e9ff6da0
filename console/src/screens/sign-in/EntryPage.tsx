import type { ComponentChildren } from "preact";
import { chooseLanguage, isLanguage } from "../../texts/choose-language.ts";
import { language, languages, texts } from "../../texts/texts.ts";
import { Heading } from "../../components/Heading.tsx";

/** Around what is asked before one is in an organisation. */
export function EntryPage({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="flex min-h-dvh flex-col items-center justify-center gap-6 bg-base-200 p-4">
      <main class="flex w-full max-w-sm flex-col gap-4 rounded-box border border-base-300 bg-base-100 p-6">
        <Heading title={title} />
        {children}
      </main>
      <label class="flex items-center gap-2 text-sm">
        {texts.value.account.language}
        <select
          class="select select-sm max-sm:min-h-11"
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
      </label>
    </div>
  );
}
