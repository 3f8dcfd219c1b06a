import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv, gitRepo, repo, repositoryRoot, throwawayKey, type World } from "@releaser/testkit";

/** The instant at which every release of the laboratory takes place. */
export const instant = Date.parse("2026-01-02T03:04:05Z");

/** The key of the release that is made true again and again. */
export const key = "1.1.0";

/** Where the release page is: each is a world of its own. */
export type PageKind = "directory" | "github";

const pages = {
  directory: { kind: "directory", path: "../releases" },
  github: { kind: "github", repository: "acme/shop" },
} as const;

/** A train of six packages, one of them private, and `.sentinel`, all of which move; nothing is built, so gates have nothing to run. */
function sixPackages(allowedSigners: string, page: PageKind): World {
  const library = { type: "module", exports: "./index.js", files: ["index.js"], version: "1.0.0" } as const;
  const needing = (...names: readonly string[]): typeof library & { dependencies: Record<string, string> } => ({
    ...library,
    dependencies: Object.fromEntries(names.map((name) => [`@lab/${name}`, "workspace:^"])),
  });
  const names = ["core", "util", "web", "cli", "kit", "docs"];
  const all = Object.fromEntries([
    ...names.map((name) => [`@lab/${name}`, "minor"]),
    ["@lab/sentinel", "minor"],
  ]) as Record<string, "minor">;
  const world = repo()
    .pkg("@lab/core@1.0.0", library)
    .pkg("@lab/util@1.0.0", needing("core"))
    .pkg("@lab/web@1.0.0", needing("core", "util"))
    .pkg("@lab/cli@1.0.0", needing("util"))
    .pkg("@lab/kit@1.0.0", needing("web", "cli"))
    .pkg("@lab/docs@1.0.0", { private: true, dependencies: { "@lab/kit": "workspace:*" } })
    .sentinel("1.0.0", { name: "@lab/sentinel" })
    .config({ changelog: "@releaser/notes", privatePackages: { version: true, tag: false } })
    .file(".gitignore", "node_modules\n.releaser\n")
    .file(".github/allowed_signers", allowedSigners)
    .file(
      ".sentinel/tests/smoke/smoke_core.mjs",
      'if (!process.env.RELEASER_SMOKE_DIR) throw new Error("no packages");\n',
    )
    .file("release/version.txt", "1.0.0\n")
    .file("releaser.config.json", `${JSON.stringify({ page: pages[page], remoteTimeout: 3, concurrency: 1 })}\n`)
    .changeset("all-of-it", all, "Everything is a little better.");
  return names.reduce(
    (made, name) => made.file(`packages/${name}/index.js`, `export const name = "${name}";\n`),
    world,
  );
}

/** What every run starts from: a clone at the version commit with its bare remote, and a signing key that it trusts. */
export interface Template {
  /** Holds `repo` and `origin.git`. */
  readonly dir: string;
  readonly signingKey: string;
  readonly page: PageKind;
}

/** Makes the template in an empty folder: the version commit is made by the command line itself. */
export function prepareTrain(place: string, page: PageKind): Template {
  mkdirSync(place, { recursive: true });
  const { key: signingKey, allowedSigners } = throwawayKey(place);
  const dir = join(place, "template");
  mkdirSync(dir);
  const made = gitRepo(sixPackages(readFileSync(allowedSigners, "utf8"), page), { dir, origin: true });
  const ran = spawnSync(process.execPath, [...pinned, bin, "version"], {
    cwd: made.dir,
    env: cleanEnv({ LAB_NOW: `${instant}` }),
    encoding: "utf8",
  });
  if (ran.status !== 0) throw new Error(`releaser version: ${ran.stderr}${ran.stdout}`);
  return { dir, signingKey, page };
}

/** The command line, and what holds its time still. */
export const bin: string = join(repositoryRoot, "packages/cli/src/bin.ts");
export const pinned: readonly string[] = before("pinned-time.ts");

/** What counts the changes of a run on its disk and lets one go wrong. */
export const faultyDisk: readonly string[] = before("disk-faults.ts");

function before(file: string): readonly string[] {
  return ["--import", join(repositoryRoot, "packages/testkit/src/lab", file)];
}
