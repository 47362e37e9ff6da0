import { useState } from "preact/hooks";
import { type ApiProblem, toProblem } from "../../api/problem.ts";
import { askForPassword } from "../../auth/session.ts";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { texts } from "../../texts/texts.ts";
import { EntryPage } from "./EntryPage.tsx";

/** A link by mail; the answer is the same whether the address is known or not. */
export function ForgottenPassword({ onBack }: { onBack: () => void }) {
  const t = texts.value.signIn;
  const [state, setState] = useState<"asking" | "sending" | "sent">("asking");
  const [problem, setProblem] = useState<ApiProblem>();
  const submit = async (event: SubmitEvent) => {
    if (state === "sending" || !(event.currentTarget instanceof HTMLFormElement)) return;
    const email = String(new FormData(event.currentTarget).get("email")).trim();
    setState("sending");
    setProblem(undefined);
    try {
      await askForPassword(email);
      setState("sent");
    } catch (error) {
      setProblem(toProblem(error));
      setState("asking");
    }
  };
  return (
    <EntryPage title={t.forgottenTitle}>
      {state === "sent"
        ? <p role="status">{t.linkSent}</p>
        : (
          <Form class="flex flex-col gap-4" onSubmit={submit}>
            <p>{t.forgottenHow}</p>
            <Field label={t.email}>
              {(links) => (
                <input
                  {...links}
                  class="input w-full"
                  type="email"
                  name="email"
                  autocomplete="username"
                  required
                />
              )}
            </Field>
            {problem && <ErrorNotice problem={problem} />}
            <Button tone="primary" type="submit" busy={state === "sending" ? t.sendingLink : undefined}>
              {t.sendLink}
            </Button>
          </Form>
        )}
      <Button tone="quiet" onClick={onBack}>{t.backToSignIn}</Button>
    </EntryPage>
  );
}
