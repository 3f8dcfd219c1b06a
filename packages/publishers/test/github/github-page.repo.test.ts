import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ReleaserError, sha256, type Failure } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { gitHubWorld } from "./github-world.ts";

const marker = { plan: "sha256:1234", checksums: "5".repeat(64) };
const draft = { tag: "v1.0.0", title: "v1.0.0", marker, prerelease: false };

function fileOf(text: string): string {
  const file = join(tempDir(), "source");
  writeFileSync(file, text);
  return file;
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ReleaserError) return error.failure;
  throw new Error("no failure was thrown", { cause: error });
}

describe("GitHub as release page", () => {
  test("a draft, its assets, its body, and then public and the latest", async () => {
    const it = await gitHubWorld();
    const page = it.page();
    expect(await page.list("v1.0.0")).toEqual([]);
    const id = await page.createDraft(draft);
    await page.upload(id, { name: "b.tgz", file: fileOf("bytes") });
    await page.upload(id, { name: "a.txt", file: fileOf("text") });
    await page.setBody(id, "# hello\n");
    await page.makePublic(id, { latest: true, prerelease: false });
    const expected = {
      ...draft,
      id,
      draft: false,
      latest: true,
      immutable: false,
      body: "# hello\n",
      where: "https://github.test/acme/shop/releases/tag/v1.0.0",
      assets: [
        { name: "a.txt", size: 4, sha256: sha256("text") },
        { name: "b.tgz", size: 5, sha256: sha256("bytes") },
      ],
    };
    expect(await page.list("v1.0.0")).toEqual([expected]);
    expect(await it.page("").list("v1.0.0")).toEqual([expected]);
    expect(it.repository.releases[0]?.body).toBe(
      `# hello\n\n\n<!-- releaser: plan sha256:1234 checksums ${"5".repeat(64)} -->`,
    );
    const file = join(tempDir(), "back");
    for (const token of ["", "writer"]) await it.page(token).download(id, "b.tgz", file);
    expect(readFileSync(file, "utf8")).toBe("bytes");
    expect([page.locate("v1.0.0"), page.locateAsset("v1.0.0", "a b.tgz")]).toEqual([
      `${it.server.at.api}/acme/shop/releases/tag/v1.0.0`,
      `${it.server.at.api}/acme/shop/releases/download/v1.0.0/a%20b.tgz`,
    ]);
  });

  test("several drafts of a tag are told apart, the public one comes first, and other tags and other people's pages are left alone", async () => {
    const it = await gitHubWorld();
    const page = it.page();
    const other = { ...marker, checksums: "6".repeat(64) };
    const [first, second] = [await page.createDraft(draft), await page.createDraft({ ...draft, marker: other })];
    await page.createDraft({ ...draft, tag: "v2.0.0" });
    expect((await it.page().list("v1.0.0")).map((one) => [one.id, one.marker])).toEqual([
      [first, marker],
      [second, other],
    ]);
    await page.upload(second, { name: "a.txt", file: fileOf("text") });
    await page.makePublic(second, { latest: false, prerelease: false });
    expect((await page.list("v1.0.0")).map((one) => [one.id, one.draft, one.latest])).toEqual([
      [second, false, false],
      [first, true, false],
    ]);
    await page.discard(first);
    await page.discard(first);
    expect((await page.list("v1.0.0")).map(({ id }) => id)).toEqual([second]);
  });

  test("a draft is found on a later page of the list, and where the list does not have it yet", async () => {
    const it = await gitHubWorld();
    const page = it.page();
    const id = await page.createDraft(draft);
    const { releases } = it.repository;
    for (let count = 1; count <= 120; count += 1) {
      releases.push(...releases.slice(0, 1).map((one) => ({ ...one, id: count, tag: `v0.0.${count}` })));
    }
    expect((await it.page().list("v1.0.0")).map((one) => one.id)).toEqual([id]);
    it.repository.unlisted.push(Number(id));
    expect((await page.list("v1.0.0")).map((one) => one.id)).toEqual([id]);
    expect(await it.page().list("v1.0.0")).toEqual([]);
  });

  test("of many that draft the same bytes one does, and of several drafts one becomes public", async () => {
    const it = await gitHubWorld();
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => it.page().createDraft(draft)));
    const made = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect((await it.page().list("v1.0.0")).map(({ id }) => id)).toEqual(made);
    const page = it.page();
    expect(await failureOf(page.createDraft(draft))).toMatchObject({
      code: "E_RELEASE_EXISTS",
      exit: 5,
      retryable: true,
    });
    const other = await page.createDraft({ ...draft, marker: { ...marker, checksums: "6".repeat(64) } });
    for (const id of [...made, other]) await page.upload(id, { name: "a.txt", file: fileOf(id) });
    await page.makePublic(other, { latest: true, prerelease: false });
    for (const id of made) {
      const late = page.makePublic(id, { latest: true, prerelease: false });
      expect(await failureOf(late)).toMatchObject({ code: "E_RELEASE_EXISTS" });
    }
  });

  test("what other people draft is theirs; what they made public is the page of its tag", async () => {
    const it = await gitHubWorld();
    const page = it.page();
    const id = await page.createDraft(draft);
    for (const release of it.repository.releases) release.body = "words of a person";
    expect(await page.list("v1.0.0")).toEqual([]);
    await page.upload(id, { name: "a.txt", file: fileOf("text") });
    await page.makePublic(id, { latest: true, prerelease: false });
    expect(await page.list("v1.0.0")).toMatchObject([{ id, marker: undefined, body: "words of a person" }]);
    await page.setBody(id, "a banner");
    expect(it.repository.releases[0]?.body).toBe("a banner");
  });

  test("what is public keeps its assets and cannot be discarded, and its words and marks may change", async () => {
    const it = await gitHubWorld({ immutableReleases: true });
    const page = it.page();
    const id = await page.createDraft(draft);
    expect(await failureOf(page.makePublic(id, { latest: true, prerelease: false }))).toMatchObject({
      code: "E_RELEASE_EMPTY",
    });
    await page.upload(id, { name: "a.txt", file: fileOf("text") });
    await page.makePublic(id, { latest: true, prerelease: false });
    for (const work of [
      page.upload(id, { name: "b.txt", file: fileOf("b") }),
      page.remove(id, "a.txt"),
      page.discard(id),
    ]) {
      expect(await failureOf(work)).toMatchObject({ code: "E_RELEASE_PUBLIC", exit: 6 });
    }
    await page.setBody(id, "a banner");
    await page.update(id, { prerelease: true, latest: false });
    expect(await page.list("v1.0.0")).toMatchObject([
      { immutable: true, body: "a banner", marker, prerelease: true, latest: false, assets: [{ name: "a.txt" }] },
    ]);
  });

  test("a prerelease is never the latest, and a backport does not take the mark", async () => {
    const it = await gitHubWorld();
    Object.assign(it.repository.refs, {
      "refs/tags/v2.0.0": "c".repeat(40),
      "refs/tags/v3.0.0-next.1": "d".repeat(40),
    });
    const page = it.page();
    const release = async (tag: string, options: { latest: boolean; prerelease: boolean }): Promise<void> => {
      const id = await page.createDraft({ ...draft, tag, prerelease: options.prerelease });
      await page.upload(id, { name: "a.txt", file: fileOf(tag) });
      await page.makePublic(id, options);
    };
    await release("v2.0.0", { latest: true, prerelease: false });
    await release("v1.0.0", { latest: false, prerelease: false });
    await release("v3.0.0-next.1", { latest: true, prerelease: true });
    const marks = await Promise.all(
      ["v1.0.0", "v2.0.0", "v3.0.0-next.1"].map(async (tag) => (await page.list(tag))[0]?.latest),
    );
    expect(marks).toEqual([false, true, false]);
  });

  test("it is not made public where GitHub would make the tag", async () => {
    const it = await gitHubWorld();
    const page = it.page();
    const id = await page.createDraft({ ...draft, tag: "v9.0.0" });
    await page.upload(id, { name: "a.txt", file: fileOf("text") });
    expect(await failureOf(page.makePublic(id, { latest: true, prerelease: false }))).toMatchObject({
      code: "E_GITHUB_TAG",
    });
    expect(Object.keys(it.repository.refs)).not.toContain("refs/tags/v9.0.0");
  });
});

describe("assets", () => {
  test("what a cut-off upload left is not seen, and is replaced", async () => {
    const it = await gitHubWorld();
    const page = it.page();
    const id = await page.createDraft(draft);
    it.repository.releases[0]?.assets.push({
      id: 1,
      name: "a.txt",
      label: undefined,
      type: "text/plain",
      state: "starter",
      uploader: "releaser",
      createdAt: "2026-01-01T00:00:00Z",
      bytes: new Uint8Array(),
    });
    expect((await page.list("v1.0.0"))[0]?.assets).toEqual([]);
    await page.upload(id, { name: "a.txt", file: fileOf("text") });
    expect((await page.list("v1.0.0"))[0]?.assets).toMatchObject([{ name: "a.txt", sha256: sha256("text") }]);
  });

  test("hostile.45 a name that is taken by the same bytes is done, by others a conflict, and neither is replaced", async () => {
    const it = await gitHubWorld();
    const page = it.page();
    const id = await page.createDraft(draft);
    const upload = (text: string): Promise<void> => page.upload(id, { name: "a.txt", file: fileOf(text) });
    await upload("text");
    await upload("text");
    expect(await failureOf(upload("other"))).toMatchObject({ code: "E_ASSET_MISMATCH", exit: 6 });
    expect((await page.list("v1.0.0"))[0]?.assets).toMatchObject([{ sha256: sha256("text") }]);
  });
});

describe("refusals", () => {
  test.each([
    { token: "", why: "there is no token in GITHUB_TOKEN or GH_TOKEN" },
    { token: "nobody", why: "it answers 401: the token is not valid, or not any more" },
    { token: "reader", why: "it answers 403: a permission is missing" },
    { token: "classic", why: "it answers 404, which is also how it says that a permission is missing" },
  ])("token $token: $why", async ({ token, why }) => {
    const it = await gitHubWorld();
    expect(await failureOf(it.page(token).createDraft(draft))).toMatchObject({
      code: "E_GITHUB_AUTH",
      exit: 9,
      who: "Integrator/Owner",
      what: expect.stringMatching(/^GitHub does not let this run .+ in acme\/shop$/u),
      why,
    });
  });

  test("a short limit is waited for, a long one is told and is no matter of permissions", async () => {
    const it = await gitHubWorld();
    it.server.state.limits.secondary = 1;
    await it.page().createDraft(draft);
    expect(it.server.log.filter((line) => line.startsWith("POST"))).toEqual([
      "POST /repos/acme/shop/releases 403",
      "POST /repos/acme/shop/releases 201",
    ]);
    Object.assign(it.server.state.limits, { remaining: 0, resetsIn: 1800 });
    expect(await failureOf(it.page().list("v1.0.0"))).toMatchObject({
      code: "E_GITHUB_LIMITED",
      exit: 5,
      retryable: true,
    });
  });

  test("hostile.46 no token comes out with what GitHub says", async () => {
    const token = `ghp_${"a1B2".repeat(9)}`;
    const it = await gitHubWorld();
    it.server.state.tokens[token] = { login: "releaser", role: "write", refusal: 403 };
    for (const status of [401, 404, 422, 500]) {
      const hears = { status, body: { message: `no ${token} and no https://x:${token}@github.test/` } };
      it.server.interfere(() => ({ at: "before", hears }));
      const failure = await failureOf(it.page(token).list("v1.0.0"));
      expect([failure.code, JSON.stringify(failure)]).toEqual([
        expect.stringContaining("E_GITHUB_"),
        expect.not.stringContaining(token),
      ]);
    }
  });

  test("a refusal keeps GitHub's words", async () => {
    const it = await gitHubWorld({ burntTags: ["v1.0.0"] });
    const page = it.page();
    const id = await page.createDraft(draft);
    await page.upload(id, { name: "a.txt", file: fileOf("text") });
    expect(await failureOf(page.makePublic(id, { latest: true, prerelease: false }))).toMatchObject({
      code: "E_GITHUB_REFUSED",
      why: expect.stringContaining("tag_name was used by an immutable release"),
    });
  });
});

test("what is unchanged is not sent again, and each question is put to GitHub", async () => {
  const it = await gitHubWorld();
  const page = it.page();
  await page.createDraft(draft);
  await page.list("v1.0.0");
  await page.list("v1.0.0");
  const asked = it.server.log.filter((line) => line.startsWith("GET /repos/acme/shop/releases "));
  expect(asked.map((line) => line.slice(-3))).toEqual(["200", "200", "304", "304"]);
});
