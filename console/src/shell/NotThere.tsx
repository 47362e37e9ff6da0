import { EmptyState } from "../components/EmptyState.tsx";
import { Heading } from "../components/Heading.tsx";
import { texts } from "../texts/texts.ts";

/** The same words for what is not there and for what is not yours. */
export function NotThere() {
  const t = texts.value.shell;
  return (
    <>
      <Heading title={t.notThere} />
      <EmptyState action={<a class="link" href="#/">{t.toStart}</a>}>{t.notThereWhy}</EmptyState>
    </>
  );
}
