import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { sha256 } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { openDirectoryPage } from "../src/page/directory-page.ts";
import type { DraftPage, PageState, ReleasePage } from "../src/page/release-page.ts";

const marker = { plan: "a".repeat(64), checksums: "b".repeat(64) };
const draft: DraftPage = { tag: "v1.0.0", title: "v1.0.0", marker, prerelease: false };
const quiet = { latest: false, prerelease: false };
const latest = { latest: true, prerelease: false };

async function first(page: ReleasePage, tag = "v1.0.0"): Promise<PageState | undefined> {
  return (await page.list(tag))[0];
}

function written(dir: string, text: string): string {
  const file = join(dir, "source");
  writeFileSync(file, text);
  return file;
}

describe("a directory as release page", () => {
  test("a draft, its assets, its body, and then public and the latest", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(join(dir, "releases"));
    expect(await page.list("v1.0.0")).toEqual([]);
    const id = await page.createDraft(draft);
    await page.upload(id, { name: "b.tgz", file: written(dir, "bytes") });
    await page.upload(id, { name: "a.txt", file: written(dir, "text") });
    await page.setBody(id, "# hello\n");
    expect(await first(page)).toMatchObject({ id, draft: true, marker });
    expect(readdirSync(join(dir, "releases"))).toEqual([".drafts"]);
    await page.makePublic(id, latest);
    const open = (await first(page)) as PageState;
    expect(open).toEqual({
      ...draft,
      id: "v1.0.0",
      draft: false,
      latest: true,
      immutable: false,
      body: "# hello\n",
      assets: [
        { name: "a.txt", size: 4, sha256: sha256("text") },
        { name: "b.tgz", size: 5, sha256: sha256("bytes") },
      ],
      where: page.locate("v1.0.0"),
    });
    await page.download(open.id, "b.tgz", join(dir, "back"));
    expect(readFileSync(join(dir, "back"), "utf8")).toBe("bytes");
    expect(readdirSync(page.locate("v1.0.0")).toSorted()).toEqual(["a.txt", "b.tgz", "body.md", "release.json"]);
    expect(await page.list("v1.0.0")).toEqual([open]);
  });

  test("of many that create it at once with the same bytes, one does; those with others have one of their own", async () => {
    const page = openDirectoryPage(tempDir());
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        page.createDraft({ ...draft, marker: { ...marker, checksums: `${index % 2}`.repeat(64) } }),
      ),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    const reasons = tries.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
    expect(reasons.every((reason) => reason.includes("E_RELEASE_EXISTS"))).toBe(true);
    const sums = (await page.list("v1.0.0")).map((one) => one.marker?.checksums[0]);
    expect(new Set(sums)).toEqual(new Set(["0", "1"]));
  });

  test("drafts come the oldest first, and behind the page that is public", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(join(dir, "releases"));
    const ids: string[] = [];
    for (const digit of ["9", "5", "7"]) {
      ids.push(await page.createDraft({ ...draft, marker: { ...marker, checksums: digit.repeat(64) } }));
      await setTimeout(5);
    }
    expect((await page.list("v1.0.0")).map(({ id }) => id)).toEqual(ids);
    await page.upload(ids[2] as string, { name: "a.txt", file: written(dir, "text") });
    await page.makePublic(ids[2] as string, quiet);
    expect((await page.list("v1.0.0")).map(({ id }) => id)).toEqual(["v1.0.0", ids[0], ids[1]]);
    await page.upload(ids[0] as string, { name: "a.txt", file: written(dir, "other") });
    await expect(page.makePublic(ids[0] as string, quiet)).rejects.toThrow("E_RELEASE_EXISTS");
    expect((await first(page))?.assets[0]?.sha256).toBe(sha256("text"));
  });

  test("what is public keeps its assets and cannot be discarded", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(join(dir, "releases"));
    const id = await page.createDraft(draft);
    await expect(page.makePublic(id, latest)).rejects.toThrow("E_RELEASE_EMPTY");
    await expect(page.update(id, { latest: true })).rejects.toThrow("E_RELEASE_ABSENT");
    await page.upload(id, { name: "a.txt", file: written(dir, "text") });
    await page.makePublic(id, quiet);
    await expect(page.upload(id, { name: "b.txt", file: written(dir, "more") })).rejects.toThrow("E_RELEASE_ABSENT");
    const open = "v1.0.0";
    await expect(page.upload(open, { name: "b.txt", file: written(dir, "more") })).rejects.toThrow("E_RELEASE_PUBLIC");
    await expect(page.remove(open, "a.txt")).rejects.toThrow("E_RELEASE_PUBLIC");
    await expect(page.discard(open)).rejects.toThrow("E_RELEASE_PUBLIC");
    await page.setBody(open, "a banner");
    await page.update(open, { prerelease: true });
    expect(await first(page)).toMatchObject({
      body: "a banner",
      draft: false,
      latest: false,
      prerelease: true,
      assets: [{ name: "a.txt" }],
    });
  });

  test("one release is the latest at a time, and it can give that up", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(join(dir, "releases"));
    for (const tag of ["v1.0.0", "v2.0.0"]) {
      const id = await page.createDraft({ ...draft, tag });
      await page.upload(id, { name: "a.txt", file: written(dir, tag) });
      await page.makePublic(id, latest);
    }
    expect([(await first(page))?.latest, (await first(page, "v2.0.0"))?.latest]).toEqual([false, true]);
    await page.update("v2.0.0", { latest: false });
    expect((await first(page, "v2.0.0"))?.latest).toBe(false);
  });

  test("a draft that is discarded is gone, and another can be made", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(dir);
    const id = await page.createDraft(draft);
    await page.discard(id);
    expect(readdirSync(dir)).toEqual([]);
    expect(await page.createDraft(draft)).toBe(id);
  });

  test("what a kill leaves behind is no page and no asset", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(dir);
    const { pid: gone } = spawnSync("true");
    const prepared = `.drafts/.draft.${gone}-0123456789ab.tmp`;
    for (const left of [prepared, ".drafts/v1.0.0.aaaaaaaaaaaa.bbbbbbbbbbbb", "v1.0.0"]) {
      mkdirSync(join(dir, left), { recursive: true });
    }
    expect(await page.list("v1.0.0")).toEqual([]);
    const id = await page.createDraft(draft);
    expect(existsSync(join(dir, prepared))).toBe(false);
    const [left, inUse] = [`.a.tgz.${gone}-0123456789ab.tmp`, `.a.tgz.${process.pid}-0123456789ab.tmp`];
    for (const name of [left, inUse]) writeFileSync(join(dir, id, name), "half");
    expect((await first(page))?.assets).toEqual([]);

    await page.upload(id, { name: "a.tgz", file: written(tempDir(), "whole") });
    expect(readdirSync(join(dir, id)).toSorted()).toEqual([inUse, "a.tgz", "body.md", "release.json"]);
    await page.makePublic(id, quiet);
    expect(await first(page)).toMatchObject({ draft: false, assets: [{ name: "a.tgz" }] });
    expect(readdirSync(dir)).toEqual(["v1.0.0"]);
  });

  test("a draft that another run made public or discarded is no more, also while it is worked on", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(join(dir, "releases"));
    const id = await page.createDraft(draft);
    const file = written(dir, "text".repeat(1_000_000));
    await page.upload(id, { name: "a.txt", file });
    const racing = Array.from({ length: 8 }, (_, index) => page.upload(id, { name: `${index}.txt`, file }));
    const tries = await Promise.allSettled([...racing, page.makePublic(id, quiet)]);
    const reasons = tries.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
    expect(reasons.every((reason) => reason.includes("E_RELEASE_ABSENT"))).toBe(true);
    await expect(page.upload(id, { name: "b.txt", file })).rejects.toThrow("E_RELEASE_ABSENT");
    await expect(page.discard(id)).rejects.toThrow("E_RELEASE_ABSENT");
  });

  test("a package's tag has a folder of its own", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(dir);
    const tag = "@acme/core@1.0.0";
    expect(await page.createDraft({ ...draft, tag })).toBe(".drafts/@acme%2Fcore@1.0.0.aaaaaaaaaaaa.bbbbbbbbbbbb");
    expect(await page.list(tag)).toMatchObject([{ tag }]);
    expect(page.locate(tag)).toBe(join(dir, "@acme%2Fcore@1.0.0"));
    expect(page.locateAsset(tag, "a+b.tgz")).toBe("./a%2Bb.tgz");
    expect(catchLocate(() => page.locateAsset(tag, "../x"))).toContain("E_RELEASE_NAME");
  });

  test.each(["../v1", ".drafts/../v1", ".drafts/a/b", "/etc", ""])("the id %j never leads elsewhere", async (id) => {
    await expect(openDirectoryPage("/nonexistent/releases").discard(id)).rejects.toThrow("E_RELEASE_NAME");
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
      const id = await page.createDraft(draft);
      await expect(page.upload(id, { name, file: written(dir, "x") })).rejects.toThrow("E_RELEASE_NAME");
    },
  );

  test("a symbolic link is not uploaded", async () => {
    const dir = tempDir();
    const page = openDirectoryPage(join(dir, "releases"));
    const id = await page.createDraft(draft);
    symlinkSync("/etc/hostname", join(dir, "link"));
    await expect(page.upload(id, { name: "a.txt", file: join(dir, "link") })).rejects.toThrow("ELOOP");
    expect((await first(page))?.assets).toEqual([]);
  });
});

function catchLocate(locate: () => string): string {
  try {
    return locate();
  } catch (error) {
    return String(error);
  }
}
