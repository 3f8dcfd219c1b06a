import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv, openGitRepo } from "@releaser/testkit";
import { addRepository, emptyState, openGitHub, type GitHubServer, type GitHubState } from "@releaser/testkit/github";
import {
  emptyRegistry,
  type FaultPlan,
  faultPlan,
  type LabServer,
  openFaultProxy,
  openLabRegistry,
  serveGit,
  writeNpmrc,
} from "@releaser/testkit/lab";
import { instant, type Template } from "./train.ts";
import { readWorld, type WorldLines } from "./world.ts";

/** One place in which runs happen, one after the other: servers with proxies before them, and a world that is made anew. */
export interface Laboratory {
  /** The clone that releases. */
  readonly repo: string;
  readonly env: NodeJS.ProcessEnv;
  /** Makes the world what the template is, with an empty registry. */
  reset(): void;
  /** What happens to the calls from now on. */
  arm(plan: FaultPlan): void;
  world(): WorldLines;
  close(): Promise<void>;
}

/** Opens a laboratory in an empty folder. */
export async function openLaboratory(place: string, template: Template): Promise<Laboratory> {
  mkdirSync(place, { recursive: true });
  const world = join(place, "world");
  let plan = faultPlan();
  const registry = await openLabRegistry();
  const git = await serveGit(world);
  const hub = await openGitHub({ now: () => new Date(instant) });
  const before = async (service: string, upstream: string): Promise<LabServer> =>
    await openFaultProxy({ service, upstream, plan: () => plan });
  const proxies = await Promise.all([
    before("npm", registry.url),
    before("git", git.url),
    before("github", hub.at.api),
    before("github", hub.at.storage),
  ]);
  const [npm, remote, api, storage] = proxies.map(({ url }) => url) as [string, string, string, string];
  hub.present({ api, uploads: api, storage });
  const env = cleanEnv({
    NPM_CONFIG_USERCONFIG: writeNpmrc(join(place, "npmrc"), npm),
    NPM_CONFIG_CACHE: join(world, "npm-cache"),
    NPM_CONFIG_FETCH_RETRIES: "0",
    NPM_CONFIG_UPDATE_NOTIFIER: "false",
    NPM_CONFIG_AUDIT: "false",
    RELEASER_SIGNING_KEY: template.signingKey,
    ...(template.page === "github" && {
      GITHUB_TOKEN: "writer",
      GITHUB_API_URL: api,
      GITHUB_SERVER_URL: "https://github.test",
    }),
    NODE_COMPILE_CACHE: join(place, "compile-cache"),
    LAB_NOW: `${instant}`,
  });
  return {
    repo: join(world, "repo"),
    env,
    reset: () => {
      rmSync(world, { recursive: true, force: true });
      cpSync(template.dir, world, { recursive: true });
      openGitRepo(join(world, "repo")).git("remote", "set-url", "origin", `${remote}/origin.git`);
      registry.restore(emptyRegistry);
      hub.restore(oneRepository(join(world, "origin.git")));
    },
    arm: (next) => void (plan = next),
    world: () => readWorld(world, registry.snapshot(), hub.state),
    close: async () => await closeAll([...proxies, registry, git, hub]),
  };
}

/** One after the other, so that what the last of them has to say is heard. */
async function closeAll(servers: readonly Pick<GitHubServer, "close">[]): Promise<void> {
  for (const server of servers) await server.close();
}

function oneRepository(gitDir: string): GitHubState {
  const state = emptyState();
  state.tokens = { writer: { login: "releaser", role: "write", refusal: 403 } };
  addRepository(state, "acme/shop", { gitDir });
  return state;
}
