import tailwind from "@tailwindcss/vite";
import { defineConfig } from "vite";

/** The gateway of a running stack, for `console:dev`: sign-in works from its own address only, so that all is proxied. */
const gateway = `http://127.0.0.1:${process.env.LOCAL_API_PORT ?? 54321}`;

export default defineConfig({
  // The same files work in any folder of any host.
  base: "./",
  // Not beside the sources, where Tailwind would read its classes out of what is kept there.
  cacheDir: "../node_modules/.vite",
  plugins: [tailwind()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { manifest: true, emptyOutDir: true, modulePreload: { polyfill: false } },
  server: {
    proxy: Object.fromEntries(
      ["/auth", "/rest", "/functions", "/config.json"].map((path) => [path, gateway]),
    ),
  },
});
