import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import type { Tried } from "./try-point.ts";

const page = join(repositoryRoot, "docs/reliability.md");
const markers = ["<!-- faults:begin -->", "<!-- faults:end -->"] as const;

/** One row for each thing that can go wrong: at how many calls it was tried, and how often it was survived. */
export function renderTable(tried: readonly Tried[]): string {
  const rows = [...Map.groupBy(tried, ({ point }) => point.wrong)].map(([wrong, all]) => {
    const survived = all.filter((one) => one.wrong.length === 0);
    const most = Math.max(...survived.map(({ runs }) => runs), 0);
    return `| ${wrong} | ${all.length} | ${survived.length} | ${most} |`;
  });
  const total = tried.filter(({ wrong }) => wrong.length === 0).length;
  return [
    "| what goes wrong | calls | survived | runs at most |",
    "| --- | ---: | ---: | ---: |",
    ...rows,
    `| **all** | ${tried.length} | ${total} | |`,
    "",
  ].join("\n");
}

/** Brings the table in docs/reliability.md up to date. */
export function writeTable(tried: readonly Tried[], calls: number): void {
  const text = readFileSync(page, "utf8");
  const [begin, end] = markers.map((marker) => text.indexOf(marker)) as [number, number];
  if (begin === -1 || end < begin) throw new Error(`${page} has lost its markers`);
  const said = `${markers[0]}\n\nOf a release that makes ${calls} calls:\n\n${renderTable(tried)}\n`;
  writeFileSync(page, text.slice(0, begin) + said + text.slice(end));
}
