import { readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type GitRepo, repositoryRoot, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { outgoingWorlds, type ReleaseWorld, type RunOptions } from "./release-world.ts";

const { openChanged } = outgoingWorlds();

/** Programs that are started then think that it is that day. */
function at(day: string): RunOptions {
  const pinned = pathToFileURL(join(repositoryRoot, "packages/testkit/src/lab/pinned-time.ts"));
  return { env: { NODE_OPTIONS: `--import=${pinned.href}`, LAB_NOW: String(Date.parse(`${day}T12:00:00Z`)) } };
}

/** Everything in a folder, git's own files too: what kind it is, when it was written, and its bytes. */
function snapshot(dir: string): Readonly<Record<string, string>> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) return [path, readlinkSync(path)] as const;
    const { mode, mtimeMs } = statSync(path);
    return [path, `${mode} ${mtimeMs} ${entry.isFile() ? readFileSync(path, "base64") : ""}`] as const;
  });
  return Object.fromEntries(entries);
}

function more({ repo }: ReleaseWorld, id: string): void {
  const text = `---\n"@acme/core": minor\n"@acme/cli": minor\n---\n\nMore of ${id}.\n`;
  writeFileSync(join(repo.dir, `.changeset/${id}.md`), text);
  repo.commit(id);
}

const verdicts = ({ resources }: StatusDocument): Readonly<Record<string, string>> =>
  Object.fromEntries(
    resources.map(({ id, verdict, note = "" }) => [id, verdict === "held" ? verdict : `${verdict}: ${note}`]),
  );

/** Neither a token nor an npmrc, in a home that is empty: where the registry is, and nothing else. */
function nobody({ env }: ReleaseWorld): ReleaseWorld["env"] {
  const [, registry] = /^registry=(.*)$/mu.exec(readFileSync(env["NPM_CONFIG_USERCONFIG"] ?? "", "utf8")) ?? [];
  return {
    HOME: tempDir(),
    NPM_CONFIG_USERCONFIG: undefined,
    NPM_CONFIG_REGISTRY: registry,
    RELEASER_SIGNING_KEY: undefined,
  };
}

/** Three releases, the first of which was signed a year before by a key that is trusted for that year alone. */
async function threeReleases(): Promise<ReleaseWorld> {
  const it = await openChanged((repo: GitRepo) => {
    const file = join(repo.dir, ".github/allowed_signers");
    const untilThen = 'namespaces="git",valid-after="20260101",valid-before="20260201"';
    const [principal = "", ...rest] = readFileSync(file, "utf8").split(" ");
    writeFileSync(file, [principal, untilThen, ...rest.filter((word) => !word.startsWith("namespaces="))].join(" "));
    repo.commit("trusted for a month");
  });
  // The version commit is made again, on the day of the first release.
  it.repo.git("reset", "--quiet", "--hard", "HEAD^");
  for (const [id, day] of [
    ["", "2026-01-10"],
    ["second", "2026-01-20"],
    ["third", "2026-01-30"],
  ] as const) {
    if (id !== "") more(it, id);
    expect(await it.status(["release", "--outward"], at(day))).toMatchObject({ failures: [] });
  }
  return it;
}

test("a release verifies from a fresh clone after two later ones, long after its key expired: nothing is written, no credentials, and what moved on is superseded", async () => {
  const it = await threeReleases();

  const { dir } = it.clone("fresh");
  const before = snapshot(dir);
  const options = { cwd: dir, env: nobody(it) };
  const first = await it.status(["verify", "1.5.0", "--smoke"], options);
  expect([first.failures, first.commit, verdicts(first)]).toEqual([
    [],
    it.repo.git("rev-parse", "v1.5.0^{commit}"),
    {
      "signature:v1.5.0": "held",
      [`commit:${first.commit?.slice(0, 12)}`]: "held",
      "checksums:1.5.0": "held",
      "arrival:1.5.0": "held",
      "assets:v1.5.0": "held",
      "registry:@acme/core@1.3.0": "held",
      "registry:@acme/cli@1.4.1": "held",
      "smoke:1.5.0": "held",
      "branch:main": "superseded: holds its commit, and went on to v1.7.0",
      "latest:v1.5.0": "superseded: another release is the latest",
      "dist-tags:@acme/core@1.3.0": "superseded: latest is 1.5.0 by now",
      "dist-tags:@acme/cli@1.4.1": "superseded: latest is 1.6.0 by now",
    },
  ]);
  const last = await it.status(["verify"], options);
  expect([last.key, Object.values(verdicts(last)).filter((verdict) => verdict !== "held")]).toEqual(["1.7.0", []]);
  expect(snapshot(dir)).toEqual(before);

  leaveOnlyTags(it);
  const { dir: elsewhere, git } = it.clone("elsewhere");
  git("tag", "--delete", "v1.5.0");
  const there = snapshot(elsewhere);
  const found = await it.status(["verify", "v1.5.0"], { ...options, cwd: elsewhere });
  expect([found.failures, found.commit, verdicts(found)["branch:main"]]).toEqual([
    [],
    first.commit,
    "superseded: origin has no main any more, and the tag keeps its commit",
  ]);
  expect(snapshot(elsewhere)).toEqual(there);
});

/** The remote has another branch instead, which begins anew, as after a move to another main line. */
function leaveOnlyTags({ place, repo }: ReleaseWorld): void {
  const origin = join(place, "origin.git");
  const [root = ""] = repo.git("rev-list", "--max-parents=0", "HEAD").split("\n");
  repo.git("push", "--quiet", origin, `${root}:refs/heads/trunk`);
  repo.git("--git-dir", origin, "symbolic-ref", "HEAD", "refs/heads/trunk");
  repo.git("push", "--quiet", origin, ":refs/heads/main");
}
