import { uses } from "./actions/uses.ts";
import { installCommand } from "./commands.ts";
import type { PipelineFacts } from "./facts.ts";
import type { Step } from "./pipeline.ts";

/** What a job needs before its own steps. */
export interface SetUp {
  /** Whether tags and all commits are fetched, by which Releaser tells what was released. */
  readonly history?: boolean;
  /** Whether downloads of the package manager are kept from run to run: never in a workflow that publishes. */
  readonly cache?: boolean;
  /** Whether lifecycle scripts of dependencies run. */
  readonly scripts?: boolean;
}

/** Checkout, Node, package manager and dependencies. */
export function setUp(facts: PipelineFacts, options: SetUp = {}): readonly Step[] {
  const { scripts = false } = options;
  return [
    checkout(options),
    ...managerAction(facts),
    setupNode(facts, options),
    ...managerCommand(facts),
    { name: "Install", run: installCommand(facts, { scripts }) },
  ];
}

/** The commit of the event; the token does not stay in its folder. */
export function checkout({ history = false }: Pick<SetUp, "history"> = {}): Step {
  return {
    uses: uses("actions/checkout"),
    with: { ...(history && { "fetch-depth": 0 }), "persist-credentials": false },
  };
}

/** The Node of the facts. The action keeps downloads by itself unless it is told not to. */
export function setupNode({ node, packageManager, locked = true }: PipelineFacts, { cache }: SetUp = {}): Step {
  const kept = cache === true && locked && packageManager !== "bun";
  return {
    uses: uses("actions/setup-node"),
    with: { "node-version": node, ...(kept ? { cache: packageManager } : { "package-manager-cache": false }) },
  };
}

/** pnpm has to be there before Node's action can ask where its store is. */
function managerAction({ packageManager, packageManagerVersion }: PipelineFacts): readonly Step[] {
  if (packageManager !== "pnpm") return [];
  // The action reads the version from the manifest, and refuses to be told another one.
  const pin = packageManagerVersion === undefined ? { with: { version: pnpmUnpinned } } : {};
  return [{ uses: uses("pnpm/action-setup"), ...pin }];
}

/** The major of pnpm where a repository pins none. */
const pnpmUnpinned = 12;

function managerCommand({ packageManager, packageManagerVersion = "" }: PipelineFacts): readonly Step[] {
  const name = `Set up ${packageManager}`;
  const isPinned = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/u.test(packageManagerVersion);
  switch (packageManager) {
    case "pnpm":
      return [];
    case "npm":
      return isPinned ? [{ name, run: `npm install --global npm@${packageManagerVersion}` }] : [];
    case "yarn":
      // Node brings corepack up to its major 24; it takes yarn as the manifest pins it, by its hash where that is stated.
      return isPinned
        ? [{ name, run: "command -v corepack || npm install --global corepack\ncorepack enable yarn" }]
        : [];
    case "bun":
      return [{ name, run: `npm install --global bun${isPinned ? `@${packageManagerVersion}` : ""}` }];
  }
}
