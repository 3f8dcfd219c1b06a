import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reconcile, sha256, type Clock, type Resource } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { assetResource } from "../src/asset-resource.ts";
import { bodyResource } from "../src/body-resource.ts";
import { openDirectoryPage } from "../src/directory-page.ts";
import { draftResource } from "../src/draft-resource.ts";
import { publicResource } from "../src/public-resource.ts";
import type { ReleasePage } from "../src/release-page.ts";

const clock: Clock = { now: () => new Date(0), elapsed: () => 0, sleep: () => Promise.resolve() };
const tag = "v1.0.0";
const yes = (): Promise<boolean> => Promise.resolve(true);
const no = (): Promise<boolean> => Promise.resolve(false);

interface Wanted {
  readonly marker?: string;
  readonly bytes?: string;
  readonly pushed?: boolean;
}

function release(
  page: ReleasePage,
  dir: string,
  { marker = "digest", bytes = "bytes", pushed = false }: Wanted = {},
): readonly Resource[] {
  const file = join(dir, `source-${bytes}`);
  writeFileSync(file, bytes);
  const replaceable = pushed ? no : yes;
  const draft = draftResource({ page, tag, title: tag, marker, prerelease: false, replaceable });
  const names = ["a.tgz", "checksums.txt"];
  const assets = names.map((name) =>
    assetResource({ page, tag, name, file, sha256: sha256(bytes), after: [draft.id], replaceable }),
  );
  const body = bodyResource({
    page,
    tag,
    body: () => Promise.resolve("# v1"),
    stage: "announced",
    after: assets.map(({ id }) => id),
  });
  return [draft, ...assets, body, publicResource({ page, tag, latest: yes, after: [body.id] })];
}

async function verdicts(
  resources: readonly Resource[],
  mode: "apply" | "observe" = "apply",
): Promise<readonly string[]> {
  return (await reconcile(resources, { mode, clock })).map(
    ({ id, verdict, failure }) => `${id} ${verdict}${failure ? ` ${failure.code}` : ""}`,
  );
}

function opened(): { readonly dir: string; readonly page: ReleasePage } {
  const dir = tempDir();
  return { dir, page: openDirectoryPage(join(dir, "releases")) };
}

describe("a release page as resources", () => {
  test("is made once, and then holds", async () => {
    const { dir, page } = opened();
    expect(await verdicts(release(page, dir))).toEqual([
      "draft:v1.0.0 applied",
      "asset:a.tgz applied",
      "asset:checksums.txt applied",
      "body:v1.0.0 applied",
      "public:v1.0.0 applied",
    ]);
    expect((await verdicts(release(page, dir))).every((line) => line.endsWith(" held"))).toBe(true);
    expect(await page.find(tag)).toMatchObject({ draft: false, latest: true, body: "# v1" });
  });

  test("hostile.40 an asset that changed between its hash and its upload holds never, and the page stays a draft", async () => {
    const { dir, page } = opened();
    const racing: ReleasePage = {
      ...page,
      upload: async (at, asset) => {
        if (asset.name === "a.tgz") writeFileSync(asset.file, "other");
        await page.upload(at, asset);
      },
    };
    const seen = await verdicts(release(racing, dir));
    expect(seen.filter((line) => / (?:applied|held)$/u.test(line))).toEqual(["draft:v1.0.0 applied"]);
    expect(await page.find(tag)).toMatchObject({ draft: true });
  });

  test("a dry run makes nothing", async () => {
    const { dir, page } = opened();
    expect((await verdicts(release(page, dir), "observe")).every((line) => line.endsWith(" absent"))).toBe(true);
    expect(await page.find(tag)).toBeUndefined();
  });

  test.each(["createDraft", "upload", "setBody", "makePublic"] as const)(
    "stopped just before or after %s, it is finished by the same resources",
    async (step) => {
      for (const late of [false, true]) {
        const { dir, page } = opened();
        await verdicts(release(dying(page, step, late), dir));
        expect((await page.find(tag))?.draft ?? true).toBe(!(step === "makePublic" && late));
        await verdicts(release(page, dir));
        expect((await verdicts(release(page, dir))).every((line) => line.endsWith(" held"))).toBe(true);
      }
    },
  );

  test("another plan's draft and other bytes are replaced while the tag is not pushed", async () => {
    const { dir, page } = opened();
    await verdicts(release(page, dir, { marker: "older", bytes: "older" }).slice(0, 3));
    expect(await verdicts(release(page, dir).slice(0, 3))).toEqual([
      "draft:v1.0.0 applied",
      "asset:a.tgz applied",
      "asset:checksums.txt applied",
    ]);
    await verdicts(release(page, dir, { bytes: "older" }).slice(0, 3));
    expect((await page.find(tag))?.assets.map((asset) => asset.sha256)).toEqual([sha256("older"), sha256("older")]);
  });

  test("once the tag is pushed they are conflicts, and nothing changes", async () => {
    const { dir, page } = opened();
    await verdicts(release(page, dir).slice(0, 3));
    const before = await page.find(tag);
    expect(await verdicts(release(page, dir, { bytes: "other", pushed: true }).slice(0, 3))).toEqual([
      "draft:v1.0.0 held",
      "asset:a.tgz conflict E_ASSET_MISMATCH",
      "asset:checksums.txt conflict E_ASSET_MISMATCH",
    ]);
    expect(await verdicts(release(page, dir, { marker: "other", pushed: true }).slice(0, 1))).toEqual([
      "draft:v1.0.0 conflict E_DRAFT_FOREIGN",
    ]);
    expect(await page.find(tag)).toEqual(before);
  });

  test("a public page without assets is never made", async () => {
    const { dir, page } = opened();
    await verdicts(release(page, dir).slice(0, 1));
    const [outcome] = await reconcile([publicResource({ page, tag, latest: yes })], { mode: "apply", clock });
    expect([outcome?.verdict, outcome?.failure?.code]).toEqual(["failed", "E_RELEASE_EMPTY"]);
    expect((await page.find(tag))?.draft).toBe(true);
  });

  test("two runs at once end with one page that both hold", async () => {
    const { dir, page } = opened();
    await Promise.all([verdicts(release(page, dir)), verdicts(release(page, dir))]);
    expect((await verdicts(release(page, dir))).every((line) => line.endsWith(" held"))).toBe(true);
    expect((await page.find(tag))?.assets.map(({ name }) => name)).toEqual(["a.tgz", "checksums.txt"]);
  });
});

/** A page on which one step, and all after it, ends the run: before it is done, or when it is. */
function dying(
  page: ReleasePage,
  step: "createDraft" | "makePublic" | "setBody" | "upload",
  late: boolean,
): ReleasePage {
  const act = page[step] as (...args: readonly unknown[]) => Promise<void>;
  return {
    ...page,
    [step]: async (...args: readonly unknown[]) => {
      if (late) await act(...args);
      throw new Error("killed");
    },
  };
}
