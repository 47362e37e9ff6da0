import { raw } from "hono/html";

/** Dark on white, on paper as on the screen; nothing is loaded from elsewhere. */
export const style = raw(`
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem; background: #fff; color: #1a1a1a;
  font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
header { border-bottom: 2px solid #1a1a1a; padding-bottom: .75rem; margin-bottom: 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2rem 0 .25rem; }
p { margin: .25rem 0 .75rem; }
.meta { color: #444; margin: 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin: 1rem 0; padding: 0; }
.figures div { border: 1px solid #c4c4c4; border-radius: 6px; padding: .5rem .75rem; }
.figures dt { color: #444; font-size: .85rem; }
.figures dd { margin: 0; font-size: 1.35rem; font-weight: 600; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: 0 0 .25rem; padding: 0; font-size: .85rem; }
.legend span { display: inline-block; width: .8em; height: .8em; margin-right: .35em; border-radius: 2px; }
.plot { display: block; max-width: 100%; height: auto; background: #fff; color: #1a1a1a; font: 11px system-ui, "DejaVu Sans", sans-serif; }
.plot text { white-space: pre; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .82rem; margin: .5rem 0 1rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { padding: .2rem .5rem; border-bottom: 1px solid #dcdcdc; text-align: right; vertical-align: top; }
td { white-space: nowrap; }
thead th { border-bottom: 1.5px solid #1a1a1a; font-weight: 600; }
th:first-child { text-align: left; overflow-wrap: anywhere; min-width: 6rem; }
tbody th { font-weight: 400; }
footer { margin-top: 2rem; border-top: 1px solid #c4c4c4; padding-top: .5rem; color: #444; font-size: .85rem; }
@page { size: A4; margin: 14mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2 { break-after: avoid; }
  .chart, .figures { break-inside: avoid; }
  .wide { overflow: visible; }
  table { font-size: 8.5pt; }
  tr, table.short { break-inside: avoid; }
  thead { display: table-header-group; }
  th, td { padding: .15rem .3rem; }
}
`);
