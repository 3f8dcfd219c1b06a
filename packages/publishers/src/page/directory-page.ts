import { mkdir, readdir, rename, rm, rmdir, stat, unlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { hasErrorCode } from "@releaser/core";
import { copyAtomically } from "../copy-atomically.ts";
import { parseDirectoryRecord, renderDirectoryRecord, type DirectoryRecord } from "./directory-record.ts";
import { failures } from "../failures.ts";
import { readIfThere } from "../read-if-there.ts";
import { type KnownAssets, noAssets, readAssets } from "./page-assets.ts";
import { assetName, draftFolder, tagFolder } from "./page-names.ts";
import type { DraftPage, PageFlags, PageState, ReleasePage } from "./release-page.ts";
import { removeAbandoned, temporaryBeside } from "../temporary-file.ts";
import { writeAtomically } from "../write-atomically.ts";

const recordFile = "release.json";
const bodyFile = "body.md";
const latestFile = "latest";
const draftsFolder = ".drafts";

/**
 * A folder as release page: `<dir>/<tag>/` with `release.json`, `body.md` and the assets of what is public, `<dir>/latest` with
 * the tag of the latest release, and `<dir>/.drafts/<tag>.<marker>/` with what is not. A draft appears whole, and becomes public,
 * by one rename; every file is written beside its place and renamed, so a kill leaves no half of anything.
 */
export function openDirectoryPage(dir: string): ReleasePage {
  const top = resolve(dir);
  const known = noAssets();
  const existing = (id: string, work: (folder: string) => Promise<void>): Promise<void> => inPage(top, id, work);
  const draft = (id: string, work: (folder: string) => Promise<void>): Promise<void> =>
    inPage(top, id, async (folder, { tag }) => {
      if (!isDraft(id)) throw failures.E_RELEASE_PUBLIC({ tag, where: folder });
      await work(folder);
    });
  return {
    kind: "directory",
    locate: (tag) => join(top, tagFolder(tag)),
    locateAsset: (_, name) => `./${encodeURIComponent(assetName(name))}`,
    list: (tag) => listPages(top, tag, known),
    createDraft: (page) => createDraft(top, page),
    upload: (id, { name, file }) => draft(id, (folder) => copyAtomically(file, join(folder, assetName(name)))),
    remove: (id, name) => draft(id, (folder) => rm(join(folder, assetName(name)), { force: true })),
    download: (id, name, toFile) => existing(id, (folder) => copyAtomically(join(folder, assetName(name)), toFile)),
    setBody: (id, body) => existing(id, (folder) => writeAtomically(join(folder, bodyFile), body)),
    update: (id, flags) => existing(id, () => update(top, id, flags)),
    makePublic: (id, flags) => existing(id, () => makePublic(top, id, flags)),
    discard: (id) => draft(id, (folder) => discard(top, folder)),
  };
}

function isDraft(id: string): boolean {
  return id.startsWith(`${draftsFolder}/`);
}

/** Ids are paths below the folder; what is none of ours leads nowhere. */
function toFolder(top: string, id: string): string {
  const name = isDraft(id) ? id.slice(draftsFolder.length + 1) : id;
  if (/^\.|[/\\\0]/u.test(name) || name === "") throw failures.E_RELEASE_NAME({ name: id });
  return join(top, id);
}

/** Works in the folder of a page that is there. Throws `E_RELEASE_ABSENT` also where another run moved it away meanwhile. */
async function inPage(
  top: string,
  id: string,
  work: (folder: string, record: DirectoryRecord) => Promise<void>,
): Promise<void> {
  const folder = toFolder(top, id);
  const record = await readRecord(folder, id);
  try {
    await work(folder, record);
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) await readRecord(folder, id);
    throw error;
  }
}

async function readRecord(folder: string, id: string): Promise<DirectoryRecord> {
  const record = parseDirectoryRecord((await readIfThere(join(folder, recordFile))) ?? "");
  if (record === undefined) throw failures.E_RELEASE_ABSENT({ tag: id, where: folder });
  return record;
}

async function listPages(top: string, tag: string, known: KnownAssets): Promise<readonly PageState[]> {
  const drafts = await listDrafts(top, tag);
  const pages = await Promise.all([tagFolder(tag), ...drafts].map((id) => readPage(top, id, known)));
  return pages.filter((page) => page?.tag === tag).map((page) => page as PageState);
}

/** The oldest first. A folder that goes meanwhile is a draft that somebody discarded or made public. */
async function listDrafts(top: string, tag: string): Promise<readonly string[]> {
  const names = await readdir(join(top, draftsFolder)).catch((error: unknown) => {
    if (hasErrorCode(error, "ENOENT")) return [];
    throw error;
  });
  const own = names.filter((name) => name.startsWith(`${tagFolder(tag)}.`));
  const dated = await Promise.all(
    own.map(async (name) => ({
      id: `${draftsFolder}/${name}`,
      since: await stat(join(top, draftsFolder, name)).then(
        ({ birthtimeMs }) => birthtimeMs,
        () => 0,
      ),
    })),
  );
  return dated.toSorted((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
}

async function readPage(top: string, id: string, known: KnownAssets): Promise<PageState | undefined> {
  const folder = join(top, id);
  const text = await readIfThere(join(folder, recordFile));
  if (text === undefined) return undefined;
  const { draft: _, ...record } = await readRecord(folder, id);
  return await ifThere(async () => ({
    id,
    ...record,
    draft: isDraft(id),
    latest: !isDraft(id) && (await readIfThere(join(top, latestFile))) === `${record.tag}\n`,
    immutable: false,
    body: (await readIfThere(join(folder, bodyFile))) ?? "",
    assets: await readAssets(folder, [recordFile, bodyFile], known),
    where: folder,
  }));
}

async function ifThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  return await read().catch((error: unknown) => {
    if (hasErrorCode(error, "ENOENT")) return undefined;
    throw error;
  });
}

async function createDraft(top: string, { tag, title, marker, prerelease }: DraftPage): Promise<string> {
  const id = `${draftsFolder}/${draftFolder(tag, marker)}`;
  const prepared = await prepareFolder(top);
  try {
    await writeAtomically(join(prepared, bodyFile), "");
    await writeAtomically(
      join(prepared, recordFile),
      renderDirectoryRecord({ tag, title, marker, prerelease, draft: true }),
    );
    await move(prepared, join(top, id), tag);
  } catch (error) {
    await rm(prepared, { recursive: true, force: true });
    throw error;
  }
  return id;
}

/** An empty folder among the drafts. They go with the last draft, so another run may remove them at that moment. */
async function prepareFolder(top: string, attempts = 10): Promise<string> {
  try {
    await mkdir(join(top, draftsFolder), { recursive: true });
    const prepared = await temporaryBeside(join(top, draftsFolder, "draft"));
    await mkdir(prepared);
    return prepared;
  } catch (error) {
    if (attempts <= 1 || !hasErrorCode(error, "ENOENT")) throw error;
    return await prepareFolder(top, attempts - 1);
  }
}

/** Takes away the folder of drafts where nothing is left in it but what killed runs left. */
async function tidyDrafts(top: string): Promise<void> {
  try {
    await removeAbandoned(join(top, draftsFolder, "draft"));
    await rmdir(join(top, draftsFolder));
  } catch (error) {
    if (!hasErrorCode(error, "ENOTEMPTY", "EEXIST", "ENOENT")) throw error;
  }
}

/** Renames a folder to where nothing is; an empty folder, which a kill may leave, counts as nothing. */
async function move(from: string, to: string, tag: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (!hasErrorCode(error, "ENOTEMPTY", "EEXIST", "EPERM", "ENOTDIR")) throw error;
    throw failures.E_RELEASE_EXISTS({ tag, where: to }, { cause: error });
  });
}

async function makePublic(top: string, id: string, { latest, prerelease }: PageFlags): Promise<void> {
  const folder = toFolder(top, id);
  const record = await readRecord(folder, id);
  if ((await readAssets(folder, [recordFile, bodyFile], noAssets())).length === 0) {
    throw failures.E_RELEASE_EMPTY({ tag: record.tag, where: folder });
  }
  const open = tagFolder(record.tag);
  if (isDraft(id)) {
    await writeAtomically(join(folder, recordFile), renderDirectoryRecord({ ...record, prerelease, draft: false }));
    await move(folder, join(top, open), record.tag);
  }
  await update(top, open, { latest, prerelease });
  await tidyDrafts(top);
}

async function update(top: string, id: string, { latest, prerelease }: Partial<PageFlags>): Promise<void> {
  const folder = toFolder(top, id);
  const record = await readRecord(folder, id);
  if (isDraft(id)) throw failures.E_RELEASE_ABSENT({ tag: record.tag, where: join(top, tagFolder(record.tag)) });
  if (prerelease !== undefined && prerelease !== record.prerelease) {
    await writeAtomically(join(folder, recordFile), renderDirectoryRecord({ ...record, prerelease }));
  }
  if (latest !== undefined) await point(top, record.tag, latest);
}

async function point(top: string, tag: string, latest: boolean): Promise<void> {
  const pointer = join(top, latestFile);
  if (latest) await writeAtomically(pointer, `${tag}\n`);
  else if ((await readIfThere(pointer)) === `${tag}\n`) await unlink(pointer);
}

async function discard(top: string, folder: string): Promise<void> {
  const away = await temporaryBeside(join(top, draftsFolder, "draft"));
  await rename(folder, away);
  await rm(away, { recursive: true, force: true });
  await tidyDrafts(top);
}
