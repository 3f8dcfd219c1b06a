import type { Config, PageConfig } from "../../config/config.ts";
import type { SetupChoices } from "../choices.ts";
import { renderJson } from "../edit-json.ts";
import { setupFiles, type SetupFacts } from "../facts.ts";
import type { SetupPart } from "../setup.ts";

/** Releaser's own configuration, where there is none and something is to be said: where the release pages are. */
export const releaserConfig: SetupPart = (facts, choices) => {
  const config = toConfig(facts, choices);
  if (facts.configFile !== undefined || config === undefined) return undefined;
  const { page } = config;
  const why =
    page.kind === "github" ? `release pages on GitHub, in ${facts.github?.path}` : `release pages in ${page.path}`;
  const like = facts.texts.get(setupFiles.manifest);
  const after = choices.config === "json" ? renderJson(config, like) : renderModule(config);
  return { file: `releaser.config.${choices.config}`, before: undefined, after, why };
};

/** What is to be configured; undefined where nothing is. Which repository it is, the remote tells; an own installation has to be named. */
export function toConfig(
  { github }: SetupFacts,
  { page, pageFolder }: SetupChoices,
): { readonly page: PageConfig } | undefined {
  if (page === "none") return undefined;
  if (page === "directory") return { page: { kind: "directory", path: pageFolder } };
  const isOwn = github !== undefined && github.origin !== "https://github.com";
  return { page: { kind: "github", ...(isOwn && { apiUrl: `${github.origin}/api/v3` }) } };
}

function renderModule(config: Config): string {
  const value = JSON.stringify(config, undefined, 2).replaceAll(/^(\s*)"(\w+)":/gmu, "$1$2:");
  return `import { defineConfig } from "@releaser/cli";\n\nexport default defineConfig(${value});\n`;
}
