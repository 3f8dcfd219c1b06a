import type { PipelineFacts } from "./facts.ts";

type ManagerFacts = Pick<PipelineFacts, "packageManager" | "packageManagerVersion">;

/** How Releaser is called where the dependencies of the repository are installed. */
export function releaserCommand(facts: ManagerFacts): string {
  switch (facts.packageManager) {
    case "pnpm":
      return "pnpm exec releaser";
    case "yarn":
      // Version 1 puts words of its own into what is read of the output.
      return isClassicYarn(facts) ? "yarn --silent run releaser" : "yarn run releaser";
    case "npm":
      // Never one that npx would fetch, whatever the registry has under that name today.
      return "npx --no -- releaser";
    case "bun":
      return "bunx --no-install releaser";
  }
}

/** What installs exactly what the lockfile says; without scripts where a job holds a token or hands over what it installed. */
export function installCommand(facts: PipelineFacts, { scripts }: { readonly scripts: boolean }): string {
  const { packageManager, locked = true } = facts;
  if (packageManager === "yarn" && !isClassicYarn(facts)) {
    return ["yarn install", locked ? "--immutable" : "", scripts ? "" : "--mode=skip-build"].filter(Boolean).join(" ");
  }
  const withoutScripts = scripts ? "" : " --ignore-scripts";
  if (packageManager === "npm") return `npm ${locked ? "ci" : "install"}${withoutScripts}`;
  return `${packageManager} install${locked ? " --frozen-lockfile" : ""}${withoutScripts}`;
}

/** Version 1 knows other options than those after it. */
function isClassicYarn({ packageManagerVersion = "" }: ManagerFacts): boolean {
  return /^1(?:\.|$)/u.test(packageManagerVersion);
}
