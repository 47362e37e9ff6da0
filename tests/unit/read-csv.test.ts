import assert from "node:assert/strict";
import { nameColumns } from "../../supabase/functions/call-scheduling/shared/csv-columns.ts";
import { readCsv } from "../../supabase/functions/call-scheduling/shared/read-csv.ts";

const limits = { mostRecords: 10 };
const read = (text: string) => readCsv(bytesOf(text), limits);

function bytesOf(text: string): ArrayBuffer {
  return Uint8Array.from(new TextEncoder().encode(text)).buffer;
}

/** As office programs save it: with its mark, or without. */
function utf16(text: string, { littleEndian, mark }: { littleEndian: boolean; mark: boolean }): ArrayBuffer {
  const units = mark ? `\ufeff${text}` : text;
  const view = new DataView(new ArrayBuffer(units.length * 2));
  for (let at = 0; at < units.length; at++) view.setUint16(at * 2, units.charCodeAt(at), littleEndian);
  return view.buffer;
}

Deno.test("commas, semicolons, tabs and bars divide alike, whatever ends the lines", () => {
  for (const divider of [",", ";", "\t", "|"]) {
    for (const end of ["\n", "\r\n", "\r"]) {
      const text = ["phone", "reason"].join(divider) + end + ["+91 98765", "Asked"].join(divider) + end;
      assert.deepEqual(read(text), [
        { line: 1, fields: ["phone", "reason"] },
        { line: 2, fields: ["+91 98765", "Asked"] },
      ], JSON.stringify(text));
    }
  }
});

Deno.test("a quoted field holds dividers, quotes and lines, and the lines behind it keep their numbers", () => {
  const [, first, second] = read('phone,reason\r\n1,"By letter, and\r\n\r\nby ""phone"""\r\n2,So\r\n');
  assert.deepEqual(first, { line: 2, fields: ["1", 'By letter, and\n\nby "phone"'] });
  assert.deepEqual(second, { line: 5, fields: ["2", "So"] });
});

Deno.test("empty lines are left out and counted", () => {
  assert.deepEqual(read("\n1\n\n , \n2\n").map(({ line }) => line), [2, 5]);
  assert.deepEqual(read(""), []);
});

Deno.test("a file is the same in UTF-8 and UTF-16, with its mark or without", () => {
  const text = "phone;name\n+91;Ünal\n";
  const expected = read(text);
  assert.deepEqual(read(`\ufeff${text}`), expected);
  for (const littleEndian of [true, false]) {
    for (const mark of [true, false]) {
      assert.deepEqual(readCsv(utf16(text, { littleEndian, mark }), limits), expected);
    }
  }
});

Deno.test("what is no text, or has an open quote, is 400; too many rows are 413", () => {
  const status = (bytes: ArrayBuffer) => {
    try {
      readCsv(bytes, limits);
    } catch (error) {
      return error instanceof Error && "status" in error ? error.status : error;
    }
  };
  assert.equal(status(Uint8Array.from([0x61, 0xff, 0xff, 0x0a]).buffer), 400);
  assert.equal(status(bytesOf('phone\n"open\n')), 400);
  assert.equal(status(bytesOf("1\n".repeat(10))), undefined);
  assert.equal(status(bytesOf("1\n".repeat(11))), 413);
});

Deno.test("columns go by their names in any writing and order; without a header the first is meant", () => {
  const names = { contact_phone: ["contact_phone", "phone_number"], scope: ["scope"] };
  const rows = (text: string) =>
    nameColumns(read(text), names, "contact_phone").map(({ line, read }) => [
      line,
      read("contact_phone"),
      read("scope"),
    ]);
  assert.deepEqual(rows("Scope;Phone Number\nall;1\nmarketing\n"), [[2, "1", "all"], [3, "", "marketing"]]);
  assert.deepEqual(rows("1\n2\n"), [[1, "1", ""], [2, "2", ""]]);
});
