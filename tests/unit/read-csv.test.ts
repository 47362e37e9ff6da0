import assert from "node:assert/strict";
import fc from "fast-check";
import { nameColumns } from "../../supabase/functions/call-scheduling/shared/csv-columns.ts";
import { type CsvRecord, readCsv } from "../../supabase/functions/call-scheduling/shared/read-csv.ts";
import { ApiError } from "../../supabase/functions/_shared/platform/errors.ts";

const limits = { mostRecords: 10 };
const plain = (records: CsvRecord[]) => records.map(({ line, fields }) => ({ line, fields }));
const read = (text: string) => plain(readCsv(bytesOf(text), limits).records);

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
      const file = readCsv(utf16(text, { littleEndian, mark }), limits);
      assert.deepEqual(plain(file.records), expected);
      assert.equal(file.encoding, littleEndian ? "utf-16le" : "utf-16be");
    }
  }
});

Deno.test("what is not UTF-8 is read as Windows-1252, which is said", () => {
  const bytes = Uint8Array.from([...new TextEncoder().encode("phone;name\n+91;"), 0xdc, 0x6e, 0x61, 0x6c]);
  const { records, encoding } = readCsv(bytes.buffer, limits);
  assert.deepEqual([records[1]?.fields, encoding], [["+91", "Ünal"], "windows-1252"]);
  assert.equal(readCsv(bytesOf("phone;name\n+91;Ünal"), limits).encoding, "utf-8");
});

function problemOf(bytes: ArrayBuffer) {
  try {
    readCsv(bytes, limits);
    return [200, ""];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return [error.status, String(error.details)];
  }
}

Deno.test("what is no text, or has an open quote, is 400 with what to do; too many rows are 413", () => {
  const wrong: [bytes: ArrayBuffer, status: number, says: RegExp][] = [
    [Uint8Array.from([0x61, 0xff, 0x00, 0x0a]).buffer, 400, /not text/],
    [Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x14]).buffer, 400, /Excel workbook.*save it as CSV/],
    [Uint8Array.from([0xff, 0xfe, 0x61]).buffer, 400, /not text/],
    [bytesOf("%PDF-1.7\n"), 400, /a PDF/],
    [bytesOf('phone\n"a\nb"\n"open\n'), 400, /on line 4 a quoted field is not closed/],
    [bytesOf('phone\n"closed" twice\n'), 400, /on line 2/],
    [bytesOf("1\n".repeat(11)), 413, /more than 10 rows/],
  ];
  for (const [bytes, status, says] of wrong) {
    const [found, problem] = problemOf(bytes);
    assert.equal(found, status, String(problem));
    assert.match(String(problem), says);
  }
  assert.deepEqual(problemOf(bytesOf("1\n".repeat(10))), [200, ""]);
});

Deno.test("a first line that says what divides the others is obeyed, and is none of them", () => {
  assert.deepEqual(read("sep=;\r\na,b;c\r\n"), [{ line: 2, fields: ["a,b", "c"] }]);
});

Deno.test("a quoted name in the header may go over lines", () => {
  assert.deepEqual(read('"Phone\n(mobile)";Name\n1;2\n'), [
    { line: 1, fields: ["Phone\n(mobile)", "Name"] },
    { line: 3, fields: ["1", "2"] },
  ]);
});

Deno.test("of wide records only what is asked for is kept, and how wide they were", () => {
  const { records } = readCsv(bytesOf("a,b,c,\n1,2,3\n4,,,\n"), {
    ...limits,
    keep: (first) => [first.indexOf("c"), first.indexOf("a")],
  });
  assert.deepEqual(records, [
    { line: 1, width: 3, fields: ["c", "a"] },
    { line: 2, width: 3, fields: ["3", "1"] },
    { line: 3, width: 1, fields: ["", "4"] },
  ]);
});

Deno.test("any table in any dialect that is taken reads back as it was, line by line", () => {
  const dialect = fc.record({
    divider: fc.constantFrom(",", ";", "\t", "|"),
    end: fc.constantFrom("\n", "\r\n", "\r"),
    encoding: fc.constantFrom("utf-8", "utf-8 with mark", "utf-16le", "utf-16be"),
    quoteAll: fc.boolean(),
    lastEnd: fc.boolean(),
    blankLine: fc.boolean(),
  });
  // Trimmed, and with one kind of line end: what the reader gives too. Controls are in no text.
  const field = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."ab1 ,;|\t\"\n'é漢🙂") }),
    fc.string({ unit: "grapheme" }),
  ).map((text) => text.replaceAll(/[^\P{Cc}\t\n]/gu, "").toWellFormed().trim());
  const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc.array(fc.array(field, { minLength: width, maxLength: width }), { maxLength: 8 })
  );
  fc.assert(
    fc.property(dialect, table, (how, rows) => {
      const header = ["phone", ...(rows[0] ?? ["", "name"]).slice(1).map((_, index) => `column ${index}`)];
      const { text, lines } = writeTable([header, ...rows], how);
      const bytes = how.encoding.startsWith("utf-16")
        ? utf16(text, { littleEndian: how.encoding === "utf-16le", mark: true })
        : bytesOf(how.encoding === "utf-8" ? text : `\ufeff${text}`);
      const filled = [header, ...rows].map((fields, index) => ({ line: lines[index], fields }))
        .filter(({ fields }) => fields.some((one) => one !== ""));
      assert.deepEqual(plain(readCsv(bytes, limits).records), filled, JSON.stringify(text));
    }),
    { seed: 20261129, numRuns: 1000 },
  );
});

interface Dialect {
  divider: string;
  end: string;
  quoteAll: boolean;
  lastEnd: boolean;
  blankLine: boolean;
}

/** As an office program writes it, and the line that each record begins on. */
function writeTable(rows: string[][], { divider, end, quoteAll, lastEnd, blankLine }: Dialect) {
  const lines: number[] = [];
  let line = 1;
  const written = rows.map((fields, index) => {
    lines.push(line);
    const record = fields.map((field) =>
      quoteAll || /[,;|\t"\n]/.test(field)
        ? `"${field.replaceAll('"', '""').replaceAll("\n", end)}"`
        : field
    ).join(divider) + (blankLine && index === 0 ? end : "");
    line += record.split(end).length;
    return record;
  });
  return { text: written.join(end) + (lastEnd ? end : ""), lines };
}

Deno.test("columns go by their names in any writing and order; without a header the first is meant", () => {
  const names = { contact_phone: ["contact_phone", "phone_number"], scope: ["scope"] };
  const rows = (text: string) =>
    nameColumns(readCsv(bytesOf(text), limits).records, names, "contact_phone").map(({ line, read }) => [
      line,
      read("contact_phone"),
      read("scope"),
    ]);
  assert.deepEqual(rows("Scope;Phone Number\nall;1\nmarketing\n"), [[2, "1", "all"], [3, "", "marketing"]]);
  assert.deepEqual(rows("1\n2\n"), [[1, "1", ""], [2, "2", ""]]);
});
