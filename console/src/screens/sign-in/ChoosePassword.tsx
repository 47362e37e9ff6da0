import { useState } from "preact/hooks";
import { type ApiProblem, toProblem } from "../../api/problem.ts";
import { session, setPassword } from "../../auth/session.ts";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { showToast } from "../../components/Toast.tsx";
import { texts } from "../../texts/texts.ts";
import { EntryPage } from "./EntryPage.tsx";

/** After a link by mail. */
export function ChoosePassword() {
  const t = texts.value.signIn;
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const submit = async (event: SubmitEvent) => {
    if (isBusy || !(event.currentTarget instanceof HTMLFormElement)) return;
    const password = String(new FormData(event.currentTarget).get("password"));
    setBusy(true);
    setProblem(undefined);
    try {
      await setPassword(password);
      showToast(t.passwordChosen);
    } catch (error) {
      setProblem(toProblem(error));
    }
    setBusy(false);
  };
  return (
    <EntryPage title={t.choosePassword}>
      <Form class="flex flex-col gap-4" onSubmit={submit}>
        <p>{t.passwordOf(session.value?.user.email ?? "")}</p>
        <input type="text" autocomplete="username" value={session.value?.user.email} readOnly hidden />
        <Field label={t.newPassword} hint={t.passwordHint}>
          {(links) => (
            <input
              {...links}
              class="input w-full"
              type="password"
              name="password"
              autocomplete="new-password"
              minLength={10}
              required
            />
          )}
        </Field>
        {problem && <ErrorNotice problem={problem} />}
        <Button tone="primary" type="submit" busy={isBusy ? t.choosing : undefined}>{t.choose}</Button>
      </Form>
    </EntryPage>
  );
}
