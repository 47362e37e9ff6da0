import { session, setPassword } from "../../auth/session.ts";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { Section } from "../../components/Section.tsx";
import { showToast } from "../../components/Toast.tsx";
import { keysAreOn, switchKeys } from "../../lib/keys.ts";
import { useSending } from "../../lib/sending.ts";
import { Account } from "../../shell/Account.tsx";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";
import { MyInvitations } from "../sign-in/MyInvitations.tsx";

/** What belongs to the person and this device, not to the organisation. */
export function MyAccount() {
  const t = settingsTexts.value.account;
  return (
    <div class="grid items-start gap-4 lg:grid-cols-2">
      <Section title={t.title}>
        <MyInvitations />
        <Account />
      </Section>
      <div class="flex flex-col gap-4">
        <Section title={t.keys} hint={t.keysHint}>
          <label class="flex items-center gap-2 max-sm:min-h-11">
            <input
              type="checkbox"
              class="toggle"
              checked={keysAreOn.value}
              onChange={(event) => switchKeys(event.currentTarget.checked)}
            />
            {t.keysOn}
          </label>
        </Section>
        <NewPassword />
      </div>
    </div>
  );
}

function NewPassword() {
  const t = settingsTexts.value.account;
  const s = texts.value.signIn;
  const { busy, problem, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const password = String(new FormData(form).get("password"));
    if (!await send(() => setPassword(password))) return;
    form.reset();
    showToast(s.passwordChosen);
  };
  return (
    <Section title={t.password}>
      <Form class="flex flex-col gap-3" onSubmit={submit}>
        <input type="text" autocomplete="username" value={session.value?.user.email} readOnly hidden />
        <Field label={s.newPassword} hint={s.passwordHint}>
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
        <div>
          <Button type="submit" busy={busy ? s.choosing : undefined}>{s.choose}</Button>
        </div>
      </Form>
    </Section>
  );
}
