import { useRef, useState } from "preact/hooks";
import { type ApiProblem, toProblem } from "../../api/problem.ts";
import { isLinkOver, signIn } from "../../auth/session.ts";
import { Button } from "../../components/Button.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { texts } from "../../texts/texts.ts";
import { EntryPage } from "./EntryPage.tsx";
import { ForgottenPassword } from "./ForgottenPassword.tsx";
import { sentenceOfSignIn } from "./sentence-of-sign-in.ts";

export function SignIn() {
  const t = texts.value.signIn;
  const [isForgotten, setForgotten] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const password = useRef<HTMLInputElement>(null);
  const submit = async (event: SubmitEvent) => {
    if (isBusy || !(event.currentTarget instanceof HTMLFormElement)) return;
    const data = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    try {
      await signIn(String(data.get("email")).trim(), String(data.get("password")), data.has("stay"));
    } catch (error) {
      setProblem(toProblem(error));
      password.current?.select();
    }
    setBusy(false);
  };
  if (isForgotten) return <ForgottenPassword onBack={() => setForgotten(false)} />;
  return (
    <EntryPage title={t.title}>
      {isLinkOver.value && <p role="alert" class="alert alert-warning alert-soft">{t.linkOver}</p>}
      <Form class="flex flex-col gap-4" onSubmit={submit}>
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
        <Field label={t.password} problem={problem && sentenceOfSignIn(problem)}>
          {(links) => (
            <input
              {...links}
              ref={password}
              class="input w-full"
              type="password"
              name="password"
              autocomplete="current-password"
              required
            />
          )}
        </Field>
        <label class="flex min-h-11 items-center gap-2 text-sm">
          <input type="checkbox" name="stay" class="checkbox checkbox-sm" />
          {t.stay}
        </label>
        <Button tone="primary" type="submit" busy={isBusy ? t.signingIn : undefined}>{t.signIn}</Button>
        <Button tone="quiet" onClick={() => setForgotten(true)}>{t.forgotten}</Button>
      </Form>
    </EntryPage>
  );
}
