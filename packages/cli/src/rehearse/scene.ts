import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sshNamespace } from "@releaser/checksums";
import { openGit } from "@releaser/workspace";
import type { Exec, Git, Resource, Workspace } from "@releaser/core";
import { failures } from "../failures.ts";
import { installDependencies } from "../release/install-dependencies.ts";
import type { Place } from "./place.ts";
import { removeFiles } from "./remove-files.ts";
import type { MadeAnew } from "./what-to-release.ts";

/** What a rehearsal needs before it can begin. */
export interface Scene {
  readonly place: Place;
  readonly source: Git;
  readonly workspace: Workspace;
  readonly branch: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** What the rehearsal is to make itself, so the copy does not have it. */
  readonly madeAnew: MadeAnew;
  readonly installs: boolean;
}

/** The remote, the clone, the throwaway key and the dependencies, as facts: what an earlier run left is not made again. */
export function sceneResources(scene: Scene): readonly Resource[] {
  const parts = [remote(scene), key(scene), work(scene)];
  return scene.installs ? [...parts, install(scene)] : parts;
}

type Part = Pick<Resource, "after" | "apply" | "id" | "title"> & {
  readonly isThere: () => boolean;
  readonly says: string;
};

function toResource({ isThere, says, ...part }: Part): Resource {
  return {
    stage: "planned",
    ...part,
    observe: () => Promise.resolve(isThere() ? { is: "equal", seen: says } : { is: "absent" }),
    describe: () => says,
  };
}

function remote({ place, source, branch, madeAnew, exec }: Scene): Resource {
  return toResource({
    id: "remote:remote.git",
    title: "copying the repository into a bare remote",
    says: `${branch} and its tags`,
    isThere: () => existsSync(place.remote),
    apply: async () => {
      const next = `${place.remote}.${process.pid}`;
      rmSync(next, { recursive: true, force: true });
      await source.text(["init", "--quiet", "--bare", `--initial-branch=${branch}`, next]);
      const shallow = await source.text(["rev-parse", "--is-shallow-repository"]);
      if (shallow === "true") {
        throw failures.E_REHEARSAL_SOURCE({
          why: "it is a shallow clone, whose history cannot be pushed: git fetch --unshallow",
        });
      }
      await source.text(["push", "--quiet", next, `HEAD:refs/heads/${branch}`, "refs/tags/*:refs/tags/*"]);
      const copy = openGit(next, { exec });
      for (const tag of madeAnew.tags) await copy.text(["update-ref", "-d", `refs/tags/${tag}`]);
      await removeFiles(copy, branch, madeAnew.records);
      renameSync(next, place.remote);
    },
  });
}

function key({ place, exec }: Scene): Resource {
  return toResource({
    id: "key:signing_key",
    title: "making a throwaway signing key",
    says: "ed25519, for this rehearsal alone",
    isThere: () => existsSync(place.allowedSigners),
    apply: async () => {
      rmSync(place.signingKey, { force: true });
      const made = await exec("ssh-keygen", [
        "-q",
        "-t",
        "ed25519",
        "-N",
        "",
        "-C",
        "releaser-rehearsal",
        "-f",
        place.signingKey,
      ]);
      if (made.code !== 0) throw failures.E_INSTALL({ command: "ssh-keygen", why: made.stderr });
      const [type, blob] = readFileSync(`${place.signingKey}.pub`, "utf8").split(" ");
      writeFileSync(
        place.allowedSigners,
        `rehearsal@releaser.invalid namespaces="git,${sshNamespace}" ${type} ${blob}\n`,
      );
    },
  });
}

function work({ place, source, branch }: Scene): Resource {
  return toResource({
    id: "clone:work",
    title: "cloning the remote",
    after: ["remote:remote.git"],
    says: "the clone that releases",
    isThere: () => existsSync(place.work),
    apply: async () => {
      const next = `${place.work}.${process.pid}`;
      rmSync(next, { recursive: true, force: true });
      await source.text(["clone", "--quiet", "--branch", branch, place.remote, next]);
      const git = source.in(next);
      await git.text(["config", "user.name", "Releaser rehearsal"]);
      await git.text(["config", "user.email", "rehearsal@releaser.invalid"]);
      renameSync(next, place.work);
    },
  });
}

function install({ place, exec, env, signal, workspace }: Scene): Resource {
  const marks = ["node_modules/.modules.yaml", "node_modules/.package-lock.json", "node_modules/.yarn-state.yml"];
  return toResource({
    id: "install:work",
    title: "installing dependencies",
    after: ["clone:work"],
    says: `as ${workspace.lockfile ?? "nothing"} has them`,
    isThere: () => marks.some((mark) => existsSync(join(place.work, mark))),
    apply: async () => {
      await installDependencies({ exec, env, signal }, { ...workspace, root: place.work });
    },
  });
}
