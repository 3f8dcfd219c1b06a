import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reconcile, sha256, type Clock, type Resource } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { assetResource } from "../src/page/asset-resource.ts";
import { bodyResource } from "../src/page/body-resource.ts";
import { openDirectoryPage } from "../src/page/directory-page.ts";
import { draftResource } from "../src/page/draft-resource.ts";
import { publicResource } from "../src/page/public-resource.ts";
import { choosePage } from "../src/page/choose-page.ts";
import { leftoversResource } from "../src/page/leftovers-resource.ts";
import type { FindPage, PageState, ReleasePage } from "../src/page/release-page.ts";

const clock: Clock = { now: () => new Date(0), elapsed: () => 0, sleep: () => Promise.resolve() };
const tag = "v1.0.0";
const yes = (): Promise<boolean> => Promise.resolve(true);
const no = (): Promise<boolean> => Promise.resolve(false);

/** The digest of a plan. */
const ours = "a".repeat(64);

async function first(page: ReleasePage): Promise<PageState | undefined> {
  return (await page.list(tag))[0];
}

interface Wanted {
  readonly plan?: string;
  readonly bytes?: string;
  readonly pushed?: boolean;
}

function release(
  page: ReleasePage,
  dir: string,
  { plan = ours, bytes = "bytes", pushed = false }: Wanted = {},
): readonly Resource[] {
  const file = join(dir, `source-${bytes}`);
  writeFileSync(file, bytes);
  const replaceable = pushed ? no : yes;
  const marker = { plan, checksums: sha256(bytes) };
  const find: FindPage = async () => choosePage(await page.list(tag), marker);
  const draft = draftResource({ page, tag, title: tag, marker, prerelease: false });
  const names = ["a.tgz", "checksums.txt"];
  const assets = names.map((name) =>
    assetResource({ page, find, tag, name, file, sha256: sha256(bytes), after: [draft.id], replaceable }),
  );
  const body = bodyResource({
    page,
    find,
    tag,
    body: () => Promise.resolve("# v1"),
    stage: "announced",
    after: assets.map(({ id }) => id),
  });
  const open = publicResource({ page, find, tag, prerelease: false, latest: yes, after: [body.id] });
  return [draft, ...assets, body, open, leftoversResource({ page, tag, settled: marker, after: [open.id] })];
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
      "drafts:v1.0.0 held",
    ]);
    expect((await verdicts(release(page, dir))).every((line) => line.endsWith(" held"))).toBe(true);
    expect(await first(page)).toMatchObject({ draft: false, latest: true, body: "# v1" });
  });

  test("hostile.40 an asset that changed between its hash and its upload holds never, and the page stays a draft", async () => {
    const { dir, page } = opened();
    const racing: ReleasePage = {
      ...page,
      upload: async (at, asset) => {
        writeFileSync(asset.file, "other");
        await page.upload(at, asset);
      },
    };
    const seen = await verdicts(release(racing, dir));
    expect(seen.filter((line) => / (?:applied|held)$/u.test(line))).toEqual(["draft:v1.0.0 applied"]);
    expect(await first(page)).toMatchObject({ draft: true });
  });

  test("a dry run makes nothing", async () => {
    const { dir, page } = opened();
    expect((await verdicts(release(page, dir), "observe")).map((line) => line.split(" ")[1])).toEqual([
      ...Array.from({ length: 5 }, () => "absent"),
      "held",
    ]);
    expect(await first(page)).toBeUndefined();
  });

  test.each(["createDraft", "upload", "setBody", "makePublic"] as const)(
    "stopped just before or after %s, it is finished by the same resources",
    async (step) => {
      for (const late of [false, true]) {
        const { dir, page } = opened();
        await verdicts(release(dying(page, step, late), dir));
        expect((await first(page))?.draft ?? true).toBe(!(step === "makePublic" && late));
        await verdicts(release(page, dir));
        expect((await verdicts(release(page, dir))).every((line) => line.endsWith(" held"))).toBe(true);
      }
    },
  );

  test("drafts of another plan and of other bytes stand beside it untouched, and go once it is public", async () => {
    const { dir, page } = opened();
    await verdicts(release(page, dir, { plan: "c".repeat(64), bytes: "older" }).slice(0, 3));
    await verdicts(release(page, dir, { bytes: "other" }).slice(0, 3));
    const others = await page.list(tag);
    expect(await verdicts(release(page, dir).slice(0, 3))).toEqual([
      "draft:v1.0.0 applied",
      "asset:a.tgz applied",
      "asset:checksums.txt applied",
    ]);
    expect((await page.list(tag)).slice(0, 2)).toEqual(others);
    expect((await verdicts(release(page, dir))).slice(-2)).toEqual(["public:v1.0.0 applied", "drafts:v1.0.0 applied"]);
    expect((await page.list(tag)).map(({ draft, assets }) => [draft, assets[0]?.sha256])).toEqual([
      [false, sha256("bytes")],
    ]);
  });

  test("bytes of its draft that somebody swapped are put right while the tag is not pushed; then they are a conflict", async () => {
    const { dir, page } = opened();
    await verdicts(release(page, dir).slice(0, 3));
    const swap = async (): Promise<void> => {
      writeFileSync(join(dir, "swapped"), "swapped");
      await page.upload((await first(page))?.id ?? "", { name: "a.tgz", file: join(dir, "swapped") });
    };
    await swap();
    expect(await verdicts(release(page, dir).slice(0, 3))).toContain("asset:a.tgz applied");
    await swap();
    const before = await first(page);
    expect(await verdicts(release(page, dir, { pushed: true }).slice(0, 3))).toEqual([
      "draft:v1.0.0 held",
      "asset:a.tgz conflict E_ASSET_MISMATCH",
      "asset:checksums.txt held",
    ]);
    expect(await first(page)).toEqual(before);
  });

  test("a public page of another plan is a conflict, and nothing changes", async () => {
    const { dir, page } = opened();
    await verdicts(release(page, dir));
    const before = await first(page);
    expect(await verdicts(release(page, dir, { plan: "c".repeat(64) }).slice(0, 1))).toEqual([
      "draft:v1.0.0 conflict E_DRAFT_FOREIGN",
    ]);
    expect(await first(page)).toEqual(before);
  });

  test("a public page without assets is never made", async () => {
    const { dir, page } = opened();
    await verdicts(release(page, dir).slice(0, 1));
    const find = async (): Promise<PageState | undefined> => await first(page);
    const open = publicResource({ page, find, tag, prerelease: false, latest: yes });
    const [outcome] = await reconcile([open], { mode: "apply", clock });
    expect([outcome?.verdict, outcome?.failure?.code]).toEqual(["failed", "E_RELEASE_EMPTY"]);
    expect((await first(page))?.draft).toBe(true);
  });

  test("two runs at once end with one page that both hold", async () => {
    const { dir, page } = opened();
    await Promise.all([verdicts(release(page, dir)), verdicts(release(page, dir))]);
    expect((await verdicts(release(page, dir))).every((line) => line.endsWith(" held"))).toBe(true);
    expect((await first(page))?.assets.map(({ name }) => name)).toEqual(["a.tgz", "checksums.txt"]);
  });
});

/** A page on which one step, and all after it, ends the run: before it is done, or when it is. */
function dying(
  page: ReleasePage,
  step: "createDraft" | "makePublic" | "setBody" | "upload",
  late: boolean,
): ReleasePage {
  const act = page[step] as (...args: readonly unknown[]) => Promise<unknown>;
  return {
    ...page,
    [step]: async (...args: readonly unknown[]) => {
      if (late) await act(...args);
      throw new Error("killed");
    },
  };
}
