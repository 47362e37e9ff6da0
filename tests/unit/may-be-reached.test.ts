import assert from "node:assert/strict";
import { findAddress } from "../../supabase/functions/_shared/webhooks/find-address.ts";
import { mayBeReached } from "../../supabase/functions/_shared/webhooks/may-be-reached.ts";

const open = ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1"];
const near = [
  "127.0.0.1",
  "127.8.8.8",
  "10.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "::1",
  "fd00::1",
  "::ffff:10.0.0.1",
];
const never = [
  "169.254.169.254",
  "::ffff:169.254.169.254",
  "fe80::1",
  "0.0.0.0",
  "::",
  "100.64.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "192.0.2.1",
  "ff02::1",
  "2001:db8::1",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "localhost",
  "",
];

Deno.test("only public addresses are reached, and private ones where the operator says so, but never what is link-local or special", () => {
  for (const address of open) assert.equal(mayBeReached(address, { allowPrivate: false }), true, address);
  for (const address of [...near, ...never]) {
    assert.equal(mayBeReached(address, { allowPrivate: false }), false, address);
  }
  for (const address of [...open, ...near]) {
    assert.equal(mayBeReached(address, { allowPrivate: true }), true, address);
  }
  for (const address of never) assert.equal(mayBeReached(address, { allowPrivate: true }), false, address);
});

Deno.test("a name leads nowhere while one of its addresses is not public", async () => {
  const find = (...addresses: string[]) =>
    findAddress(new URL("https://hooks.test/x"), {
      allowPrivate: false,
      resolve: () => Promise.resolve(addresses),
    });
  assert.deepEqual(await find("1.1.1.1", "8.8.8.8"), { ok: true, address: "1.1.1.1" });
  for (const addresses of [["1.1.1.1", "10.0.0.1"], ["169.254.169.254"]]) {
    const found = await find(...addresses);
    assert.equal(!found.ok && found.reasonCode, "address_forbidden");
  }
  const lost = await find();
  assert.equal(!lost.ok && lost.reasonCode, "unreachable");
});

Deno.test("an address in the URL is its own, in whatever notation", async () => {
  for (
    const host of ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:7f00:1]", "localhost"]
  ) {
    const found = await findAddress(new URL(`http://${host}/`), { allowPrivate: false });
    assert.equal(!found.ok && found.reasonCode, "address_forbidden", host);
  }
});
