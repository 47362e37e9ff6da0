import { texts } from "../texts/texts.ts";

/** For whoever has put the page there: which field of its settings is missing or wrong. */
export function WrongConfig({ field }: { field: string | null }) {
  const t = texts.value.config;
  return (
    <main class="mx-auto flex max-w-xl flex-col gap-3 p-6">
      <h1 class="text-2xl font-semibold">{t.title}</h1>
      <p>{field === null ? t.missing : t.wrong(field)}</p>
      <p>{t.how}</p>
      <pre class="overflow-x-auto rounded-box bg-base-200 p-4 text-sm">{JSON.stringify(example, null, 2)}</pre>
    </main>
  );
}

const example = {
  apiUrl: "https://<ref>.supabase.co",
  functionsUrl: "https://<ref>.supabase.co/functions/v1",
  publishableKey: "sb_publishable_…",
  realtime: false,
  name: "Call scheduling",
};
