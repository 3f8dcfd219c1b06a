import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { type Exec, type Git, type Package, parseAddress } from "@releaser/core";
import { configFiles, readWorkspace, type Root } from "@releaser/workspace";
import { lookAt } from "../fix/look-at.ts";
import { managerVersion } from "../pipeline/manager-version.ts";
import { type GitHubRemote, setupFiles, type SetupFacts } from "./facts.ts";
import { readSigner } from "./read-signer.ts";
import { refuseUnfit, refuseUnreadable } from "./refuse-unfit.ts";
import { toUnfit } from "./to-unfit.ts";

/** The edges that a set-up looks through. */
export interface SetupEdges {
  readonly git: Git;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Looks at a repository; writes nothing in it and runs nothing of it. Throws `E_SETUP_UNFIT`. */
export async function readSetupFacts(found: Root, edges: SetupEdges): Promise<SetupFacts> {
  const { root, packageManager = "npm" } = found;
  refuseUnfit(found);
  const texts = readTexts(root);
  refuseUnreadable(texts);
  const workspace = readWorkspace(root);
  const { members, packages } = workspace;
  const own = members.filter(({ role }) => role === "member");
  const isWorkspace = own.length > 0 || existsSync(join(root, "pnpm-workspace.yaml"));
  const counted = own.length > 0 ? own : members.filter(({ role }) => role === "root");
  const open = counted.filter((one) => !one.private && one.name !== "");
  const all = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] as const;
  const manifest = members.find(({ role }) => role === "root")?.manifest;
  return {
    name: basename(root),
    packageManager,
    classicYarn: packageManager === "yarn" && managerVersion(workspace)?.startsWith("1") === true,
    isWorkspace,
    packages: counted.length,
    publicPackages: open.map(({ name }) => name),
    access: open.some((one) => isOpen(one)) ? "public" : "restricted",
    branch: await readBranch(edges.git),
    github: await readGitHub(edges.git),
    signer: texts.has(setupFiles.signers) ? undefined : await readSigner(edges),
    configFile: configFiles.find((name) => existsSync(join(root, name))),
    dependencies: new Set([
      ...all.flatMap((field) => Object.keys((manifest?.[field] as object | undefined) ?? {})),
      // A repository may release its own copy of what it would install.
      ...packages.keys(),
    ]),
    texts,
  };
}

function readTexts(root: string): ReadonlyMap<string, string> {
  return new Map(
    Object.values(setupFiles).flatMap((file) => {
      const { text, why } = lookAt(root, file);
      if (why !== undefined) throw toUnfit({ is: "file", file, why });
      return text === undefined ? [] : [[file, text] as const];
    }),
  );
}

/** A name without a scope is everybody's; one with a scope where its manifest says so. */
function isOpen({ name, manifest }: Package): boolean {
  return !name.startsWith("@") || manifest.publishConfig?.["access"] === "public";
}

/** The remote's own branch, else the one that is checked out. */
async function readBranch(git: Git): Promise<string> {
  const quiet = { accept: [0, 1, 128] };
  const remote = await git.run(["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"], quiet);
  const here = await git.run(["symbolic-ref", "--quiet", "--short", "HEAD"], quiet);
  return remote.stdout.trim().replace(/^origin\//u, "") || here.stdout.trim() || "main";
}

async function readGitHub(git: Git): Promise<GitHubRemote | undefined> {
  const found = await git.run(["remote", "get-url", "origin"], { accept: [0, 2, 128] });
  const address = found.code === 0 ? parseAddress(found.stdout.trim()) : undefined;
  return address?.kind === "github" ? { path: address.path, origin: address.origin } : undefined;
}
