import { createHash } from "node:crypto";
import { symlinkSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, type GitRepo } from "../git-repo.ts";
import { repo, type World } from "../repo.ts";
import { repositoryRoot } from "../repository-root.ts";
import { lockOf } from "./lock-of.ts";

const library = { type: "module", exports: "./index.js", files: ["index.js"], engines: { node: ">=22" } } as const;

const contract = `contract: report.v1
owner: "@acme/sentinel"
description: What a run reports.
schema:
  type: object
  additionalProperties: false
  required: [ok]
  properties:
    ok: { type: boolean }
    note: { type: string }
`;

const notes = "# 1.4.0\n";

/**
 * A workspace of six packages without any skew: a fixed group, a catalog, a plugin with a peer, a private package that never
 * moves, `.sentinel` with a contract, changelogs, checksums, and after the tags of the last release a branch with pending changesets.
 */
export function cleanWorld(): World {
  return packages()
    .config({
      changelog: "@changesets/cli/changelog",
      fixed: [["@acme/kit", "@acme/kit-tools"]],
      privatePackages: { version: false, tag: false },
      ___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH: { onlyUpdatePeerDependentsWhenOutOfRange: true },
    })
    .catalog({ semver: "^7.7.0" })
    .root({
      engines: { node: ">=22", pnpm: ">=12" },
      devDependencies: { "@changesets/cli": "^3.0.0" },
    })
    .file(".gitignore", "node_modules\n.releaser\n")
    .file(".nvmrc", "24.11.0\n")
    .file(".sentinel/contracts/report.v1.yaml", contract)
    .file("release/version.txt", "1.4.0\n")
    .file("release/notes/1.4.0.md", notes)
    .file("release/checksums/1.4.0.txt", checksums());
}

function packages(): World {
  const released: readonly (readonly [name: string, version: string, fields: Readonly<Record<string, unknown>>])[] = [
    ["core", "1.2.0", { dependencies: { semver: "catalog:" } }],
    ["cli", "1.4.0", { dependencies: { "@acme/core": "workspace:^", semver: "catalog:" } }],
    [
      "plugin",
      "2.1.0",
      { peerDependencies: { "@acme/core": ">=1.0.0 <3" }, devDependencies: { "@acme/core": "workspace:^" } },
    ],
    ["kit", "3.0.0", { dependencies: { "@acme/kit-tools": "workspace:~" } }],
    ["kit-tools", "3.0.0", {}],
  ];
  return released
    .reduce<World>(
      (world, [name, version, fields]) =>
        world
          .pkg(`@acme/${name}@${version}`, { ...library, ...fields })
          .file(`packages/${name}/index.js`, `export const name = "${name}";\n`)
          .file(`packages/${name}/CHANGELOG.md`, `# @acme/${name}\n\n## ${version}\n\n- The last release.\n`),
      repo(),
    )
    .pkg("@acme/docs@0.3.0", { private: true, dependencies: { "@acme/cli": "workspace:*" } })
    .sentinel("0.2.0", { name: "@acme/sentinel" });
}

function checksums(): string {
  const digest = createHash("sha256").update(notes).digest("hex");
  return `# version: 1.4.0\n${digest}  notes.md\n`;
}

/** The tags of the last release. */
export const cleanTags = [
  "v1.4.0",
  "@acme/core@1.2.0",
  "@acme/cli@1.4.0",
  "@acme/plugin@2.1.0",
  "@acme/kit@3.0.0",
  "@acme/kit-tools@3.0.0",
] as const;

/** The clean world as a repository: released on `main`, then on the branch `feature` one change of each package with its changeset. */
export function cleanRepo(dir?: string): GitRepo {
  const opened = gitRepo(cleanWorld(), dir === undefined ? {} : { dir });
  writeFileSync(join(opened.dir, "pnpm-lock.yaml"), lockOf(opened.dir));
  opened.commit("chore: release 1.4.0");
  for (const tag of cleanTags) opened.git("tag", "--annotate", "--message", tag, tag);
  opened.git("checkout", "--quiet", "-b", "feature");
  for (const name of ["core", "cli", "plugin", "kit"]) {
    const type = name === "core" ? "minor" : "patch";
    writeFileSync(join(opened.dir, `packages/${name}/index.js`), `export const name = "the ${name}";\n`);
    writeFileSync(
      join(opened.dir, `.changeset/${name}-names.md`),
      `---\n"@acme/${name}": ${type}\n---\n\nNames the ${name}.\n`,
    );
    opened.commit(`${type === "minor" ? "feat" : "fix"}: name the ${name}`);
  }
  linkEngine(opened.dir);
  return opened;
}

/** The repository's own Changesets, as an installation would lay it out. */
function linkEngine(dir: string): void {
  mkdirSync(join(dir, "node_modules/@changesets"), { recursive: true });
  symlinkSync(
    realpathSync(join(repositoryRoot, "node_modules/@changesets/cli")),
    join(dir, "node_modules/@changesets/cli"),
  );
}
