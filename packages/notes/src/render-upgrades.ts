import { toCode } from "@releaser/core";
import type { Change } from "./change.ts";
import type { ReleaseContent } from "./release-content.ts";
import { elsewhere, renderQuote } from "./render-bullet.ts";
import { renderSuffix } from "./render-suffix.ts";
import { toSafeMarkdown } from "./safe-markdown.ts";

/** What breaks, in the words of those who broke it, below the packages that it breaks; empty where nothing does. */
export function renderUpgrades(breaking: readonly Change[], { releases }: ReleaseContent): string {
  const versions = new Map(releases.map(({ name, to }) => [name, to]));
  const title = ({ breaks }: Change): string =>
    breaks
      .map((name) => {
        const version = versions.get(name) ?? "";
        return version === "" ? toCode(name) : `${toCode(name)} ${version}`;
      })
      .join(", ");
  return [...Map.groupBy(breaking, title)]
    .map(([packages, changes]) => `### ${packages}\n\n${changes.map(renderUpgrade).join("\n\n")}`)
    .join("\n\n");
}

function renderUpgrade(change: Change): string {
  return `${renderQuote(toSafeMarkdown(change.text, elsewhere) || "_No description._")}\n\n${renderSuffix(change)}`;
}
