import type { Config } from "../../config/config.ts";
import type { SetupChoices } from "../choices.ts";
import { renderJson } from "../edit-json.ts";
import { setupFiles, type SetupFacts } from "../facts.ts";
import type { SetupPart } from "../setup.ts";

/** Releaser's own configuration, where there is none and something is to be said: where the release pages are. */
export const releaserConfig: SetupPart = (facts, choices) => {
  const page = pageOf(facts, choices);
  if (facts.configFile !== undefined || page === undefined) return undefined;
  const why =
    page.kind === "github" ? `release pages on GitHub, in ${facts.github?.path}` : `release pages in ${page.path}`;
  const like = facts.texts.get(setupFiles.manifest);
  const after = choices.config === "json" ? renderJson({ page }, like) : renderModule({ page });
  return { file: `releaser.config.${choices.config}`, before: undefined, after, why };
};

/** Which repository it is, the remote tells each time; that an own installation is meant has to be said. */
function pageOf({ github }: SetupFacts, { page, pageFolder }: SetupChoices): Config["page"] {
  if (page === "none") return undefined;
  if (page === "directory") return { kind: "directory", path: pageFolder };
  const isOwn = github !== undefined && github.origin !== "https://github.com";
  return { kind: "github", ...(isOwn && { apiUrl: `${github.origin}/api/v3` }) };
}

function renderModule(config: Config): string {
  const value = JSON.stringify(config, undefined, 2).replaceAll(/^(\s*)"(\w+)":/gmu, "$1$2:");
  return `import { defineConfig } from "@releaser/cli";\n\nexport default defineConfig(${value});\n`;
}
