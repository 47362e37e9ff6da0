import process from "node:process";
import { readAudienceRow } from "../../supabase/functions/_shared/campaigns/read-audience-row.ts";
import { readCountry } from "../../supabase/functions/_shared/contacts/country.ts";
import { placeColumns } from "../../supabase/functions/_shared/phone/describe-number.ts";
import { createPhoneCipher, phoneRef } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import { mapInLanes } from "../../supabase/functions/_shared/platform/map-in-lanes.ts";
import { readAudienceFile } from "../../supabase/functions/call-scheduling/campaigns/read-audience-file.ts";

/** What one request does, and the processor time that it took for so many rows. */
export interface Share {
  what: string;
  cpuMs: number;
  rows: number;
}

const orgId = crypto.randomUUID();
const terms = { allowedKinds: [], readCountry };

/**
 * The processor time of what the hosted limit of 2 s a request is for, done in this process as the function does it, and warm: the
 * whole file read and cut into pieces, and of one piece the numbers read, and closed.
 */
export async function timeClosing(file: string): Promise<Share[]> {
  const shares: Share[] = [];
  const time = async <Result>(what: string, rows: number, work: () => Result | Promise<Result>) => {
    await work();
    const before = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(before);
    shares.push({ what, cpuMs: (user + system) / 1000, rows });
    return result;
  };
  const bytes = Uint8Array.from(new TextEncoder().encode(file)).buffer;
  const { parts, rowsTotal } = readAudienceFile(bytes, {});
  await time(
    "the file is read and cut into pieces",
    rowsTotal,
    () => readAudienceFile(bytes, {}).parts.map((part) => JSON.stringify(part)),
  );
  const [part] = parts;
  if (part === undefined || !("rows" in part)) throw new Error("The file has no rows.");
  const numbers = await time(
    "a piece: numbers read, with where they ring",
    part.rows.length,
    () =>
      part.rows.flatMap((cells) => {
        const row = readAudienceRow(cells, terms);
        if (!("e164" in row)) return [];
        placeColumns(row.e164);
        return [row.e164];
      }),
  );
  const key = crypto.getRandomValues(new Uint8Array(32));
  const cipher = createPhoneCipher({ phoneEncryptionKeys: [{ id: "k1", key }], phoneIndexKey: key });
  await time(
    "a piece: encrypted (AES-GCM)",
    numbers.length,
    () => mapInLanes(numbers, (number) => cipher.encrypt(phoneRef(orgId, crypto.randomUUID()), number)),
  );
  await time(
    "a piece: hashed twice (HMAC)",
    numbers.length,
    () =>
      mapInLanes(numbers, (number) => Promise.all([cipher.hash(orgId, number), cipher.globalHash(number)])),
  );
  return shares;
}
