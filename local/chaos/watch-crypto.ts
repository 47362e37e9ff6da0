import type { Conductor } from "./conductor.ts";
import type { VirtualTime } from "./virtual-time.ts";

const names = ["encrypt", "decrypt", "sign", "digest", "importKey"] as const;

/**
 * Makes what is begun inside the world's time wait its turn for WebCrypto, which works on other threads, and gives it ids
 * that are the same in every run. Ends with the result's disposal.
 */
export function watchCrypto(conductor: Conductor, time: VirtualTime): Disposable {
  const { crypto } = globalThis;
  const { subtle } = crypto;
  for (const name of names) {
    const real = subtle[name].bind(subtle);
    const watched = (...args: unknown[]) => {
      const work = () => Reflect.apply(real, subtle, args);
      return time.isInside() ? conductor.outside(work) : work();
    };
    Object.defineProperty(subtle, name, { value: watched, configurable: true });
  }
  const realId = crypto.randomUUID.bind(crypto);
  let count = 0;
  const nextId = () => `7a000000-0000-4000-8000-${String(++count).padStart(12, "0")}`;
  const randomUUID = () => time.isInside() ? nextId() : realId();
  Object.defineProperty(crypto, "randomUUID", { value: randomUUID, configurable: true });
  return {
    [Symbol.dispose]: () => {
      for (const name of names) Reflect.deleteProperty(subtle, name);
      Reflect.deleteProperty(crypto, "randomUUID");
    },
  };
}
