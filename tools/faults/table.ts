import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import type { Tried } from "./try-point.ts";

const page = join(repositoryRoot, "docs/reliability.md");
const markers = ["<!-- faults:begin -->", "<!-- faults:end -->"] as const;

/** One row for each thing that can go wrong: at how many calls to each service it was tried, and how often it was survived. */
export function renderTable(tried: readonly Tried[]): string {
  const services = [...new Set(tried.map(({ point }) => point.call.service))].toSorted();
  const rows = [...Map.groupBy(tried, ({ point }) => point.wrong)].map(([wrong, all]) => {
    const survived = all.filter((one) => one.wrong.length === 0);
    const most = Math.max(...survived.map(({ runs }) => runs), 0);
    return `| ${wrong} | ${countBy(services, all)} | ${survived.length} | ${most} |`;
  });
  const total = tried.filter(({ wrong }) => wrong.length === 0).length;
  return [
    `| what goes wrong | ${services.map((name) => `calls to ${name}`).join(" | ")} | survived | runs at most |`,
    `| --- | ${services.map(() => "---:").join(" | ")} | ---: | ---: |`,
    ...rows,
    `| **all ${tried.length}** | ${countBy(services, tried)} | ${total} | |`,
    "",
  ].join("\n");
}

function countBy(services: readonly string[], tried: readonly Tried[]): string {
  return services.map((name) => tried.filter(({ point }) => point.call.service === name).length).join(" | ");
}

/** Brings the table in docs/reliability.md up to date. */
export function writeTable(tried: readonly Tried[]): void {
  const text = readFileSync(page, "utf8");
  const [begin, end] = markers.map((marker) => text.indexOf(marker)) as [number, number];
  if (begin === -1 || end < begin) throw new Error(`${page} has lost its markers`);
  const said = `${markers[0]}\n\n${renderTable(tried)}\n`;
  writeFileSync(page, text.slice(0, begin) + said + text.slice(end));
}
