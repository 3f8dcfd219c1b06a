import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { openDirectoryPage } from "../src/directory-page.ts";

const draft = { tag: "v1.0.0", title: "v1.0.0", marker: "digest", prerelease: false };

function written(dir: string, text: string): string {
  const file = join(dir, "source");
  writeFileSync(file, text);
  return file;
}

describe("a directory as release page", () => {
  test("a draft, its assets, its body, and then public and the latest", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(join(dir, "releases"));
    expect(await page.find("v1.0.0")).toBeUndefined();
    await page.createDraft(draft);
    await page.upload("v1.0.0", { name: "b.tgz", file: written(dir, "bytes") });
    await page.upload("v1.0.0", { name: "a.txt", file: written(dir, "text") });
    await page.setBody("v1.0.0", "# hello\n");
    await page.makePublic("v1.0.0", { latest: true });
    expect(await page.find("v1.0.0")).toEqual({
      ...draft,
      draft: false,
      latest: true,
      body: "# hello\n",
      assets: [
        { name: "a.txt", size: 4, sha256: sha256("text") },
        { name: "b.tgz", size: 5, sha256: sha256("bytes") },
      ],
    });
    await page.download("v1.0.0", "b.tgz", join(dir, "back"));
    expect(readFileSync(join(dir, "back"), "utf8")).toBe("bytes");
    expect(readdirSync(page.locate("v1.0.0")).toSorted()).toEqual(["a.txt", "b.tgz", "body.md", "release.json"]);
  });

  test("of many that create it at once, one does", async () => {
    const page = openDirectoryPage(tempDir());
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => page.createDraft({ ...draft, marker: `${index}` })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const reasons = tries.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
    expect(reasons.every((reason) => reason.includes("E_RELEASE_EXISTS"))).toBe(true);
  });

  test("what is public keeps its assets and cannot be discarded", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(join(dir, "releases"));
    await page.createDraft(draft);
    await expect(page.makePublic("v1.0.0", { latest: true })).rejects.toThrow("E_RELEASE_EMPTY");
    await page.upload("v1.0.0", { name: "a.txt", file: written(dir, "text") });
    await page.makePublic("v1.0.0", { latest: false });
    await expect(page.upload("v1.0.0", { name: "b.txt", file: written(dir, "more") })).rejects.toThrow(
      "E_RELEASE_PUBLIC",
    );
    await expect(page.remove("v1.0.0", "a.txt")).rejects.toThrow("E_RELEASE_PUBLIC");
    await expect(page.discard("v1.0.0")).rejects.toThrow("E_RELEASE_PUBLIC");
    await page.setBody("v1.0.0", "a banner");
    expect(await page.find("v1.0.0")).toMatchObject({
      body: "a banner",
      draft: false,
      latest: false,
      assets: [{ name: "a.txt" }],
    });
  });

  test("one release is the latest at a time, and it can give that up", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(join(dir, "releases"));
    for (const tag of ["v1.0.0", "v2.0.0"]) {
      await page.createDraft({ ...draft, tag });
      await page.upload(tag, { name: "a.txt", file: written(dir, tag) });
      await page.makePublic(tag, { latest: true });
    }
    expect([(await page.find("v1.0.0"))?.latest, (await page.find("v2.0.0"))?.latest]).toEqual([false, true]);
    await page.makePublic("v2.0.0", { latest: false });
    expect((await page.find("v2.0.0"))?.latest).toBe(false);
  });

  test("a draft that is discarded is gone, and another can be made", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(dir);
    await page.createDraft(draft);
    await page.discard("v1.0.0");
    expect(readdirSync(dir)).toEqual([]);
    await page.createDraft({ ...draft, marker: "another" });
    expect((await page.find("v1.0.0"))?.marker).toBe("another");
  });

  test("what a kill leaves behind is no page and no asset", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(dir);
    mkdirSync(join(dir, ".draft-abc123"));
    mkdirSync(join(dir, "v1.0.0"));
    expect(await page.find("v1.0.0")).toBeUndefined();
    await page.createDraft(draft);
    const { pid: gone } = spawnSync("true");
    const [left, inUse] = [`.a.tgz.${gone}-0123456789ab.tmp`, `.a.tgz.${process.pid}-0123456789ab.tmp`];
    for (const name of [left, inUse]) writeFileSync(join(dir, "v1.0.0", name), "half");
    expect((await page.find("v1.0.0"))?.assets).toEqual([]);

    await page.upload("v1.0.0", { name: "a.tgz", file: written(tempDir(), "whole") });
    expect(readdirSync(join(dir, "v1.0.0")).toSorted()).toEqual([inUse, "a.tgz", "body.md", "release.json"]);
  });

  test("a package's tag has a folder of its own", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(dir);
    await page.createDraft({ ...draft, tag: "@acme/core@1.0.0" });
    expect(readdirSync(dir)).toEqual(["@acme%2Fcore@1.0.0"]);
    expect((await page.find("@acme/core@1.0.0"))?.tag).toBe("@acme/core@1.0.0");
  });

  test.each(["../v1", "", ".", "..", "-v1", "a\nb", "con"])("the tag %j never leads elsewhere", (tag) => {
    const page = openDirectoryPage("/nonexistent/releases");
    const where = catchLocate(() => page.locate(tag));
    expect(where).toContain("E_RELEASE_NAME");
  });

  test.each(["../x", "release.json", "body.md", "a/b", ".npmrc", "", "-x", "a b", "nul.txt", "\u202Etxt"])(
    "the asset name %j is refused",
    async (name) => {
      const dir = tempDir();
      const page = openDirectoryPage(join(dir, "releases"));
      await page.createDraft(draft);
      await expect(page.upload("v1.0.0", { name, file: written(dir, "x") })).rejects.toThrow("E_RELEASE_NAME");
    },
  );

  test("a symbolic link is not uploaded", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(join(dir, "releases"));
    await page.createDraft(draft);
    symlinkSync("/etc/hostname", join(dir, "link"));
    await expect(page.upload("v1.0.0", { name: "a.txt", file: join(dir, "link") })).rejects.toThrow("ELOOP");
    expect((await page.find("v1.0.0"))?.assets).toEqual([]);
  });
});

function catchLocate(locate: () => string): string {
  try {
    return locate();
  } catch (error) {
    return String(error);
  }
}
