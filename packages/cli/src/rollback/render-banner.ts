import { safeLine } from "@releaser/core";
import type { Train } from "../release/train.ts";
import { incidentPath } from "./incident.ts";
import { unreasoned, type WayBack } from "./way-back.ts";

/** What the release page says first, in Markdown. */
export function renderBanner({ release }: Train, { date, reason, packages }: WayBack): string {
  const uses = packages.flatMap(({ release: { name }, instead }) =>
    instead === undefined ? [] : [`\`${name}@${instead}\``],
  );
  const lines = [
    "> [!CAUTION]",
    `> **${release.tag} was rolled back on ${date}: do not use it.**`,
    ...(reason === unreasoned ? [] : [">", `> ${safeLine(reason).replaceAll(/[<>]/gu, "")}`]),
    ...(uses.length === 0 ? [] : [">", `> Use ${uses.join(", ")} instead.`]),
    ">",
    `> What happened is told in \`${incidentPath(release.tag, date)}\` of the repository.`,
  ];
  return lines.join("\n");
}
