import { constraints } from "../api/constraints.ts";
import { Field } from "../components/Field.tsx";
import { Loaded } from "../components/Loaded.tsx";
import { texts } from "../texts/texts.ts";
import { AgentOptions } from "./AgentOptions.tsx";
import { agents } from "./resources.ts";
import { sayLanguage } from "./say-language.ts";
import { sayTopic } from "./say-topic.ts";
import { languages, purposes, type Terms, usualTopic, writtenTopic } from "./terms.ts";

const limits = constraints.NewCampaign;

/** Who speaks, what for, about what and in which language: what rules and campaigns say of their calls. */
export function TermsFields({ terms, usualPurpose, problemOf }: {
  terms: Partial<Terms> | undefined;
  /** The choice of none, in words; undefined: one must be chosen. */
  usualPurpose?: string;
  problemOf: (field: string) => string | undefined;
}) {
  const t = texts.value.booking;
  const available = agents.use("");
  return (
    <>
      <Field label={t.agent} problem={problemOf("agent_id")}>
        {(links) => (
          <Loaded of={available} skeleton={<div class="skeleton h-10" />}>
            {(all) => (
              <select {...links} class="select w-full" name="agent_id">
                <AgentOptions agents={all} chosen={terms?.agent_id} />
              </select>
            )}
          </Loaded>
        )}
      </Field>
      <Field label={t.purpose} hint={t.purposeHint} problem={problemOf("purpose")}>
        {(links) => (
          <select {...links} class="select w-full" name="purpose">
            {usualPurpose !== undefined && <option value="">{usualPurpose}</option>}
            {purposes.map((one) => (
              <option key={one} value={one} selected={one === terms?.purpose}>
                {texts.value.purposes[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t.topic} problem={problemOf("call_topic")}>
        {(links) => (
          <input
            {...links}
            {...limits.call_topic}
            class="input w-full"
            name="call_topic"
            placeholder={sayTopic(usualTopic)}
            defaultValue={writtenTopic(terms?.call_topic)}
          />
        )}
      </Field>
      <Field label={t.language} problem={problemOf("call_language")}>
        {(links) => (
          <>
            <input
              {...links}
              {...limits.call_language}
              class="input w-full"
              name="call_language"
              list="languages"
              defaultValue={terms?.call_language ?? "en-IN"}
            />
            <datalist id="languages">
              {languages.map((tag) => <option key={tag} value={tag}>{sayLanguage(tag)}</option>)}
            </datalist>
          </>
        )}
      </Field>
    </>
  );
}
