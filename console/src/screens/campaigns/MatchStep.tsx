import { useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { Icon } from "../../components/Icon.tsx";
import { formatNumber } from "../../lib/format.ts";
import { go, href } from "../../lib/router.ts";
import { useSending } from "../../lib/sending.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import {
  cellsOf,
  guessMatches,
  isNumber,
  isRounded,
  type Matches,
  type Sheet,
  type SheetField,
  sheetFields,
} from "./sheet.ts";
import { type Facts, makeDraft, sendFile } from "./upload.ts";
import { UploadProgress } from "./UploadProgress.tsx";

/** Which column means what, guessed and shown; then the file goes to the server. */
export function MatchStep({ draft: given, facts, sheet, onBack }: {
  /** The draft that gets the file; undefined: one is made of `facts`. */
  draft?: string;
  facts?: Facts;
  sheet: Sheet;
  onBack: () => void;
}) {
  const t = campaignTexts.value;
  const [key] = useState(() => crypto.randomUUID());
  const [matches, setMatches] = useState<Matches>(() => guessMatches(sheet));
  const [country, setCountry] = useState("");
  const [draft, setDraft] = useState(given);
  const { busy, problem, problemOf, send } = useSending();
  const phones = matches.phone === null ? [] : cellsOf(sheet, matches.phone).filter((cell) => cell !== "");
  const rounded = phones.some(isRounded);
  const local = phones.some((cell) => isNumber(cell) && !cell.startsWith("+"));
  const upload = async () => {
    let id = draft;
    const sent = await send(async () => {
      if (facts !== undefined) id ??= await makeDraft(facts, key);
      if (id === undefined) return;
      setDraft(id);
      await sendFile(id, sheet, matches, country.trim().toUpperCase());
    });
    if (sent && id !== undefined) go(href(["campaigns", id], { step: "rules" }), { replace: true });
  };
  return (
    <Form class="flex max-w-4xl flex-col gap-4" onSubmit={upload}>
      <div class="grid gap-4 sm:grid-cols-2">
        {sheetFields.map((field) => (
          <Field
            key={field}
            label={t.columns[field]}
            hint={<Seen sheet={sheet} field={field} header={matches[field]} />}
          >
            {(links) => (
              <select
                {...links}
                class="select w-full"
                required={field === "phone"}
                onChange={(event) =>
                  setMatches({
                    ...matches,
                    [field]: event.currentTarget.value === "" ? null : event.currentTarget.value,
                  })}
              >
                <option value="" selected={matches[field] === null}>
                  {field === "phone"
                    ? t.choosePhone
                    : field === "time_zone" || field === "country"
                    ? t.fromNumber
                    : t.noColumn}
                </option>
                {sheet.headers.map((name) => (
                  <option key={name} value={name} selected={matches[field] === name}>{name}</option>
                ))}
              </select>
            )}
          </Field>
        ))}
        {matches.country === null && (
          <Field
            label={t.defaultCountry}
            hint={local
              ? <span class="font-medium text-base-content">{t.needsCountry}</span>
              : t.defaultCountryHint}
            problem={problemOf("contact_country")}
          >
            {(links) => (
              <input
                {...links}
                class="input w-full uppercase"
                maxLength={2}
                pattern="[A-Za-z]{2}"
                value={country}
                onInput={(event) => setCountry(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
      </div>
      {rounded && (
        <p class="alert alert-warning alert-soft">
          <Icon name="alert" />
          {t.roundedNumbers}
        </p>
      )}
      <FirstRows sheet={sheet} matches={matches} />
      {busy && draft !== undefined && <UploadProgress id={draft} />}
      {problem && <ErrorNotice problem={problem} />}
      <div class="flex flex-wrap gap-2">
        <Button onClick={onBack}>{t.back}</Button>
        <Button tone="primary" type="submit" busy={busy ? t.uploading : undefined}>{t.upload}</Button>
      </div>
    </Form>
  );
}

/** What the column holds, so that a wrong one is seen at once. */
function Seen({ sheet, field, header }: { sheet: Sheet; field: SheetField; header: string | null }) {
  const t = campaignTexts.value;
  if (header === null) return null;
  const cells = cellsOf(sheet, header);
  if (field === "phone") return <span>{t.areNumbers(cells.filter(isNumber).length, cells.length)}</span>;
  return <span>{t.areFilled(cells.filter((cell) => cell !== "").length, cells.length)}</span>;
}

function FirstRows({ sheet, matches }: { sheet: Sheet; matches: Matches }) {
  const t = campaignTexts.value;
  const shown = sheetFields.flatMap((field) => {
    const header = matches[field];
    return header === null ? [] : [{ field, cells: cellsOf(sheet, header) }];
  });
  return (
    <section class="flex flex-col gap-2">
      <h2 class="font-semibold">
        {t.firstRows}{" "}
        <span class="font-normal text-base-content/80">{t.aboutRows(formatNumber(sheet.about))}</span>
      </h2>
      <div class="overflow-x-auto" tabIndex={0} role="group" aria-label={t.firstRows}>
        <table class="table table-sm">
          <thead>
            <tr>{shown.map(({ field }) => <th key={field} scope="col">{t.columns[field]}</th>)}</tr>
          </thead>
          <tbody>
            {sheet.rows.slice(0, 5).map((_, row) => (
              <tr key={row}>
                {shown.map(({ field, cells }) => <td key={field} class="whitespace-nowrap">{cells[row]}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
