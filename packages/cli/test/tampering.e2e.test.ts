import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestPlan, type Plan } from "@releaser/core";
import { describe, expect, test } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { expectPublished } from "./expect-published.ts";
import { forgeTag } from "./forge-tag.ts";
import { outgoingWorlds, outside, pageFolder, type ReleaseWorld } from "./release-world.ts";

const { key, open } = outgoingWorlds();

const tarball = "acme-core-1.3.0.tgz";
const packedFile = (it: ReleaseWorld): string => join(it.repo.dir, ".releaser/packed/1.5.0", tarball);
const asset = (it: ReleaseWorld): string => join(pageFolder(it), tarball);

function flipByte(file: string): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
  writeFileSync(file, bytes);
}

function flipEverywhere(it: ReleaseWorld): void {
  for (const file of [packedFile(it), asset(it)]) flipByte(file);
}

function swapAssets(it: ReleaseWorld): void {
  const page = pageFolder(it);
  renameSync(join(page, tarball), join(it.place, "aside"));
  renameSync(join(page, "acme-cli-1.4.1.tgz"), join(page, tarball));
  renameSync(join(it.place, "aside"), join(page, "acme-cli-1.4.1.tgz"));
}

function forcePush({ repo }: ReleaseWorld, from: string, tag: string): void {
  repo.git("push", "--quiet", "--force", "origin", `${from}:refs/tags/${tag}`);
}

/** Plans another version; with a digest of its own, as somebody who knows the format would write it. */
function editPlan({ repo }: ReleaseWorld, { digest }: { readonly digest: boolean }): void {
  const file = join(repo.dir, "release/plan.json");
  const { digest: old, ...plan } = JSON.parse(readFileSync(file, "utf8").replace('"1.3.0"', '"1.9.0"')) as Plan;
  writeFileSync(file, `${JSON.stringify({ ...plan, digest: digest ? digestPlan(plan) : old }, undefined, 2)}\n`);
}

function amend({ repo }: ReleaseWorld): void {
  repo.git("commit", "--quiet", "--all", "--amend", "--no-edit");
}

const told = ({ exit, failures }: StatusDocument): readonly unknown[] => [
  exit,
  failures.map(({ code, what, why }) => `${code} ${what} ${why}`).join("\n"),
];

interface Tampering {
  readonly what: string;
  /** What was done before. */
  readonly to: "packed" | "staged" | "tagged";
  readonly act: (it: ReleaseWorld) => void;
  /** Its code, and the thing. */
  readonly says: RegExp;
}

const tamperings: readonly Tampering[] = [
  {
    what: "a byte of a tarball",
    to: "packed",
    act: (it) => flipByte(packedFile(it)),
    says: /^E_PACKED_DIFFERS .*acme-core-1\.3\.0\.tgz {2}different sha256/u,
  },
  {
    what: "a byte of a tarball here and on the draft",
    to: "staged",
    act: flipEverywhere,
    says: /^E_PACKED_DIFFERS .*acme-core-1\.3\.0\.tgz {2}different sha256/u,
  },
  {
    what: "hostile.45 a byte of a draft's tarball",
    to: "staged",
    act: (it) => flipByte(asset(it)),
    says: /^E_ASSET_MISMATCH .*another acme-core-1\.3\.0\.tgz/u,
  },
  {
    what: "hostile.45 two assets that changed places",
    to: "tagged",
    act: swapAssets,
    says: /^E_ASSET_MISMATCH .*another acme-cli-1\.4\.1\.tgz .*\nE_ASSET_MISMATCH .*another acme-core-1\.3\.0\.tgz/u,
  },
  {
    what: "a byte of a tarball everywhere",
    to: "tagged",
    act: flipEverywhere,
    says: /^E_PACKED_DIFFERS .*acme-core-1\.3\.0\.tgz {2}different sha256/u,
  },
  {
    what: "the tag, moved to another commit",
    to: "tagged",
    act: (it) => forcePush(it, "main^", "v1.5.0"),
    says: /^E_TAG_LIGHTWEIGHT .*v1\.5\.0/u,
  },
  {
    what: "the tag, moved and signed with a trusted key",
    to: "tagged",
    act: (it) => forcePush(it, forgeTag(it.repo, { object: it.repo.git("rev-parse", "main^"), key }), "v1.5.0"),
    says: /^E_TAG_OBJECT_MISMATCH .*v1\.5\.0/u,
  },
  {
    what: "a package's tag, moved",
    to: "tagged",
    act: (it) => forcePush(it, "main^", "@acme/core@1.3.0"),
    says: /^E_TAG_LIGHTWEIGHT .*@acme\/core@1\.3\.0/u,
  },
  {
    what: "the plan, in the version commit",
    to: "packed",
    act: (it) => {
      editPlan(it, { digest: false });
      amend(it);
    },
    says: /^E_PLAN_ALTERED release\/plan\.json/u,
  },
  {
    what: "the plan with its digest, in the version commit",
    to: "packed",
    act: (it) => {
      editPlan(it, { digest: true });
      amend(it);
    },
    says: /^E_COMMIT_MESSAGE .*Plan-Digest/su,
  },
  {
    what: "the plan with its digest, in a later commit",
    to: "packed",
    act: (it) => {
      editPlan(it, { digest: true });
      it.repo.commit("chore(release): v1.5.0");
    },
    says: /^E_COMMIT_DIFFERS .*@acme\/core is 1\.3\.0, planned is 1\.9\.0/u,
  },
  {
    what: "the version commit, made anew without its trailers",
    to: "tagged",
    act: ({ repo }) => repo.git("commit", "--quiet", "--amend", "--message", "chore(release): v1.5.0"),
    says: /^E_TAG_OBJECT_MISMATCH .*v1\.5\.0/u,
  },
];

describe("tampering between packing and publishing stops before anything goes outward, and names the thing:", () => {
  test.each(tamperings)("$what", async ({ to, act, says }) => {
    const it = await open(key);
    expect(await it.run(["publish", "--outward", "--to", to])).toMatchObject({ code: 0, stderr: "" });
    act(it);
    const before = outside(it);
    for (const args of [["publish"], ["publish", "1.5.0"], ["announce"]]) {
      expect([args, ...told(await it.status([...args, "--outward"]))]).toEqual([args, 6, expect.stringMatching(says)]);
    }
    expect(outside(it)).toEqual(before);
  });

  test("a byte of a tarball here alone is no more than a broken copy: the draft's bytes are published", async () => {
    const it = await open(key);
    expect(await it.run(["publish", "--outward", "--to", "staged"])).toMatchObject({ code: 0, stderr: "" });
    const draft = outside(it).page;
    flipByte(packedFile(it));
    expect(await it.run(["publish", "--outward"])).toMatchObject({ code: 0, stderr: "" });
    await expectPublished(it);
    expect(outside(it).page).toEqual(draft);
  });

  test("once the folder and its draft are gone, as the failure says, the release is packed anew and goes out", async () => {
    const it = await open(key);
    expect(await it.run(["publish", "--outward", "--to", "staged"])).toMatchObject({ code: 0, stderr: "" });
    const first = outside(it).page;
    flipEverywhere(it);
    expect(told(await it.status(["publish", "--outward"]))[0]).toBe(6);
    for (const folder of [".releaser/packed/1.5.0", "../releases/.drafts"]) {
      renameSync(join(it.repo.dir, folder), join(it.place, folder.replaceAll("/", "-")));
    }
    expect(await it.run(["publish", "--outward"])).toMatchObject({ code: 0, stderr: "" });
    await expectPublished(it);
    expect(outside(it).page[`v1.5.0/${tarball}`]).not.toBe(first[`v1.5.0/${tarball}`]);
  });
});
