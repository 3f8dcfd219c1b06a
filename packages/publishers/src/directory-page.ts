import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rename, rm, unlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { hasErrorCode } from "@releaser/core";
import { copyAtomically } from "./copy-atomically.ts";
import { parseDirectoryRecord, renderDirectoryRecord, type DirectoryRecord } from "./directory-record.ts";
import { failures } from "./failures.ts";
import { readIfThere } from "./read-if-there.ts";
import { readAssets } from "./page-assets.ts";
import { assetName, tagFolder } from "./page-names.ts";
import type { DraftPage, PageState, ReleasePage } from "./release-page.ts";
import { writeAtomically } from "./write-atomically.ts";

const recordFile = "release.json";
const bodyFile = "body.md";
const latestFile = "latest";

/**
 * A folder as release page: `<dir>/<tag>/` with `release.json`, `body.md` and the assets, and `<dir>/latest` with the tag of
 * the latest release. A draft appears whole, by one rename, so of two that create it at once one gets `E_RELEASE_EXISTS`;
 * every file is written beside its place and renamed, so a kill leaves no half of anything.
 */
export function openDirectoryPage(dir: string): ReleasePage {
  const top = resolve(dir);
  const at = (tag: string): string => join(top, tagFolder(tag));
  const existing = (tag: string): Promise<DirectoryRecord> => readRecord(at(tag), tag);
  const ownDraft = async (tag: string): Promise<string> => {
    if (!(await existing(tag)).draft) throw failures.E_RELEASE_PUBLIC({ tag, where: at(tag) });
    return at(tag);
  };
  return {
    kind: "directory",
    locate: at,
    find: (tag) => findPage(top, tag),
    createDraft: (draft) => createDraft(top, draft),
    upload: async (tag, { name, file }) => await copyAtomically(file, join(await ownDraft(tag), assetName(name))),
    remove: async (tag, name) => await rm(join(await ownDraft(tag), assetName(name)), { force: true }),
    download: async (tag, name, toFile) => {
      await existing(tag);
      await copyAtomically(join(at(tag), assetName(name)), toFile);
    },
    setBody: async (tag, body) => {
      await existing(tag);
      await writeAtomically(join(at(tag), bodyFile), body);
    },
    makePublic: async (tag, { latest }) => await makePublic(top, await existing(tag), latest),
    discard: async (tag) => await discard(top, await ownDraft(tag)),
  };
}

async function readRecord(folder: string, tag: string): Promise<DirectoryRecord> {
  const record = parseDirectoryRecord((await readIfThere(join(folder, recordFile))) ?? "");
  if (record?.tag !== tag) throw failures.E_RELEASE_ABSENT({ tag, where: folder });
  return record;
}

async function findPage(top: string, tag: string): Promise<PageState | undefined> {
  const folder = join(top, tagFolder(tag));
  const record = await readIfThere(join(folder, recordFile));
  if (record === undefined) return undefined;
  return {
    ...(await readRecord(folder, tag)),
    latest: (await readIfThere(join(top, latestFile))) === `${tag}\n`,
    body: (await readIfThere(join(folder, bodyFile))) ?? "",
    assets: await readAssets(folder, [recordFile, bodyFile]),
  };
}

async function createDraft(top: string, draft: DraftPage): Promise<void> {
  await mkdir(top, { recursive: true });
  const folder = join(top, tagFolder(draft.tag));
  const prepared = await mkdtemp(join(top, ".draft-"));
  try {
    await writeAtomically(join(prepared, bodyFile), "");
    await writeAtomically(join(prepared, recordFile), renderDirectoryRecord({ ...draft, draft: true }));
    await rename(prepared, folder);
  } catch (error) {
    await rm(prepared, { recursive: true, force: true });
    if (!hasErrorCode(error, "ENOTEMPTY", "EEXIST", "EPERM", "ENOTDIR")) throw error;
    throw failures.E_RELEASE_EXISTS({ tag: draft.tag, where: folder }, { cause: error });
  }
}

async function makePublic(top: string, record: DirectoryRecord, latest: boolean): Promise<void> {
  const { tag } = record;
  const folder = join(top, tagFolder(tag));
  if ((await readAssets(folder, [recordFile, bodyFile])).length === 0) {
    throw failures.E_RELEASE_EMPTY({ tag, where: folder });
  }
  if (record.draft) await writeAtomically(join(folder, recordFile), renderDirectoryRecord({ ...record, draft: false }));
  const pointer = join(top, latestFile);
  if (latest) await writeAtomically(pointer, `${tag}\n`);
  else if ((await readIfThere(pointer)) === `${tag}\n`) await unlink(pointer);
}

async function discard(top: string, folder: string): Promise<void> {
  const away = join(top, `.discarded-${randomBytes(6).toString("hex")}`);
  await rename(folder, away);
  await rm(away, { recursive: true, force: true });
}
