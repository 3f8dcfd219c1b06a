import {
  defineRule,
  type Dependency,
  type Draft,
  type PackageManager,
  type Planner,
  type Rule,
  type Workspace,
} from "@releaser/core";
import semver from "semver";
import { admits } from "../../ranges.ts";

const cli = "@changesets/cli";

/** The two majors plan differently, so it matters whose plan this is. */
export const engineMismatch: Rule = defineRule({
  id: "plan/engine-mismatch",
  title: "the Changesets that plans is the one that the repository declares",
  level: "warning",
  scope: "offline",
  *check({ workspace, planner }) {
    if (workspace.changesets === undefined || planner === undefined) return;
    const declared = declarationOf(workspace);
    if (declared === undefined) {
      if (planner.from === "bundled") yield undeclared(workspace, planner);
      return;
    }
    const floor = declared.range === undefined ? null : semver.minVersion(declared.range);
    if (floor === null || floor.major === semver.major(planner.version)) return;
    if (admits(declared.range ?? "", planner.version)) return;
    yield otherMajor(workspace, { declared, planner, major: floor.major });
  },
});

/** The root's own, or else that of a package which keeps the tools. */
function declarationOf({ members }: Workspace): Dependency | undefined {
  const ranked = members.toSorted(
    (a, b) => Number(b.role === "root") - Number(a.role === "root") || (a.dir < b.dir ? -1 : 1),
  );
  return ranked
    .flatMap(({ dependencies }) => dependencies)
    .find(({ name, field }) => name === cli && field !== "peerDependencies");
}

const add: Readonly<Record<PackageManager, string>> = {
  bun: "bun add --dev",
  npm: "npm install --save-dev",
  pnpm: "pnpm add --save-dev --workspace-root",
  yarn: "yarn add --dev",
};

function undeclared({ packageManager = "npm", members }: Workspace, { version }: Planner): Draft {
  const root = members.find(({ role }) => role === "root");
  return {
    at: { file: root?.manifestFile ?? ".changeset/config.json" },
    message: `there is a .changeset folder, but nothing here declares or has ${cli}; the one that comes with Releaser, ${version}, plans`,
    hint: `\`${add[packageManager]} ${cli}\``,
  };
}

interface Mismatch {
  readonly declared: Dependency;
  readonly planner: Planner;
  readonly major: number;
}

function otherMajor({ packageManager = "npm" }: Workspace, { declared, planner, major }: Mismatch): Draft {
  const plans =
    planner.from === "bundled"
      ? `is declared but not installed, so the ${planner.version} that comes with Releaser plans`
      : `is declared, but ${planner.version} is installed and plans`;
  return {
    at: declared.at,
    message: `${cli} ${declared.range} ${plans}; versions ${major} and ${semver.major(planner.version)} plan differently`,
    hint: `\`${packageManager} install\`, then plan again`,
  };
}
