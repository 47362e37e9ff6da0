import { useState } from "preact/hooks";
import { type ApiProblem, toProblem } from "../api/problem.ts";
import { signsOutIn, stay } from "../auth/idle.ts";
import { needsSignIn, session, signIn, signOut } from "../auth/session.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Field } from "../components/Field.tsx";
import { Form } from "../components/Form.tsx";
import { formatTalk } from "../lib/format.ts";
import { reloadAll } from "../lib/resource.ts";
import { sentenceOfSignIn } from "../screens/sign-in/sentence-of-sign-in.ts";
import { texts } from "../texts/texts.ts";

/** Before somebody who does nothing is signed out, and when a session ended under somebody's work. */
export function SessionDialogs() {
  if (needsSignIn.value) return <SignInAgain />;
  return signsOutIn.value === null ? null : <StillThere seconds={signsOutIn.value} />;
}

function StillThere({ seconds }: { seconds: number }) {
  const t = texts.value.session;
  return (
    <Dialog
      title={t.stillThere}
      onClose={stay}
      actions={
        <>
          <Button onClick={() => void signOut()}>{texts.value.account.signOut}</Button>
          <Button tone="primary" onClick={stay}>{t.stay}</Button>
        </>
      }
    >
      <p>
        {t.signedOutIn} <span class="tabular-nums">{formatTalk(seconds)}</span>
      </p>
    </Dialog>
  );
}

/** Over the page: nothing is lost that was typed below. */
function SignInAgain() {
  const t = texts.value;
  const email = session.value?.user.email ?? "";
  const [password, setPassword] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const submit = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await signIn(email, password, false);
      void reloadAll();
    } catch (error) {
      setProblem(toProblem(error));
    }
    setBusy(false);
  };
  return (
    <Dialog
      title={t.session.over}
      fixed
      onClose={() => {}}
      actions={
        <>
          <Button onClick={() => void signOut()}>{t.session.leave}</Button>
          <Button
            tone="primary"
            type="submit"
            form="sign-in-again"
            busy={isBusy ? t.signIn.signingIn : undefined}
          >
            {t.signIn.signIn}
          </Button>
        </>
      }
    >
      <Form id="sign-in-again" class="flex flex-col gap-3" onSubmit={submit}>
        <p>{t.session.overFor(email)}</p>
        <input type="text" name="username" autocomplete="username" value={email} readOnly hidden />
        <Field label={t.signIn.password} problem={problem && sentenceOfSignIn(problem)}>
          {(links) => (
            <input
              {...links}
              class="input w-full"
              type="password"
              autocomplete="current-password"
              required
              value={password}
              onInput={(event) => setPassword(event.currentTarget.value)}
            />
          )}
        </Field>
      </Form>
    </Dialog>
  );
}
