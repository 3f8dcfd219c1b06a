import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startProgram } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { expectPublished } from "./expect-published.ts";
import { outgoingWorlds, outside, pageFolder, type ReleaseWorld } from "./release-world.ts";

const { key, open } = outgoingWorlds();

const failed = ({ failures }: StatusDocument): readonly string[] => failures.map(({ code }) => code);

describe("what is in the way", () => {
  test("a tag of that name that points elsewhere, here or at the remote, is a conflict and stays", async () => {
    const it = await open(key);
    it.repo.git("push", "--quiet", "origin", "main^:refs/tags/v1.5.0");
    const before = outside(it);
    const ran = await it.status(["publish", "--outward"]);
    expect([ran.exit, outside(it)]).toEqual([6, before]);
    expect(it.repo.git("tag")).toBe("");

    it.repo.git("push", "--quiet", "origin", ":refs/tags/v1.5.0");
    it.repo.git("tag", "v1.5.0", "main^");
    const local = await it.status(["publish", "--outward"]);
    expect([local.exit, outside(it).refs, outside(it).registry]).toEqual([
      6,
      before.refs.filter((ref) => !ref.endsWith("v1.5.0")),
      {},
    ]);
    expect(it.repo.git("rev-parse", "v1.5.0")).toBe(it.repo.git("rev-parse", "main^"));
  });

  test("a version that the registry has already with other bytes is a conflict and stays", async () => {
    const it = await open(key);
    await publishOther(it);
    const taken = outside(it);
    const early = await it.status(["publish", "--outward"]);
    expect([early.exit, failed(early), outside(it)]).toEqual([6, ["E_VERSION_TAKEN"], taken]);
  });

  test("a version that somebody took after the tag was pushed, and an asset with other bytes, are conflicts and stay", async () => {
    const it = await open(key);
    expect(await it.run(["publish", "--outward", "--to", "tagged"])).toMatchObject({ code: 0 });
    await publishOther(it);
    const before = outside(it);
    const taken = await it.status(["publish", "--outward"]);
    expect([taken.exit, failed(taken), outside(it)]).toEqual([6, ["E_PUBLISHED_MISMATCH"], before]);

    writeFileSync(join(pageFolder(it), "notes.md"), "other\n");
    const changed = outside(it);
    const asset = await it.status(["publish", "--outward"]);
    expect([asset.exit, failed(asset), outside(it)]).toEqual([
      6,
      ["E_PUBLISHED_MISMATCH", "E_ASSET_MISMATCH"],
      changed,
    ]);
  });

  test("no signing key: exit 9 and no tag anywhere; with the key the same command finishes", async () => {
    const it = await open();
    const ran = await it.status(["publish", "--outward"]);
    expect([ran.exit, failed(ran)]).toEqual([9, ["E_SIGNING_KEY_MISSING"]]);
    expect([it.repo.git("tag"), outside(it).registry]).toEqual(["", {}]);
    expect(outside(it).refs.filter((ref) => ref.includes("refs/tags/"))).toEqual([]);
    const staged = outside(it).page;
    expect(await it.run(["publish", "--outward"], { env: { RELEASER_SIGNING_KEY: key } })).toMatchObject({
      code: 0,
    });
    await expectPublished(it);
    expect(outside(it).page).toEqual(staged);
  });

  test("hostile.51 an event of a fork: exit 2 for each verb that releases, and nothing changes", async () => {
    const it = await open(key);
    const [before, head] = [outside(it), it.repo.git("rev-parse", "HEAD")];
    const path = join(it.place, "event.json");
    const [repository, fork] = [{ full_name: "acme/shop" }, { full_name: "mallory/shop" }];
    writeFileSync(path, JSON.stringify({ repository, workflow_run: { head_repository: fork } }));
    const events = [
      { GITHUB_EVENT_NAME: "pull_request_target" },
      { GITHUB_EVENT_NAME: "workflow_run", GITHUB_EVENT_PATH: path },
    ];
    for (const env of events) {
      for (const args of [["publish", "--outward"], ["announce", "--outward"], ["release", "--outward"], ["version"]]) {
        const ran = await it.status(args, { env });
        expect([args, ran.exit, failed(ran)]).toEqual([args, 2, ["E_FORK"]]);
      }
    }
    expect([outside(it), it.repo.git("rev-parse", "HEAD")]).toEqual([before, head]);
  });
});

/** Somebody else publishes another `@acme/core@1.3.0`. */
async function publishOther({ place, env }: ReleaseWorld): Promise<void> {
  const dir = join(place, "other");
  mkdirSync(dir);
  writeFileSync(join(dir, "package.json"), JSON.stringify({ name: "@acme/core", version: "1.3.0", main: "index.js" }));
  writeFileSync(join(dir, "index.js"), "\n");
  const published = await startProgram(["npm", "publish", "--access", "public", "--silent"], { cwd: dir, env }).done;
  expect(published).toMatchObject({ code: 0 });
}
