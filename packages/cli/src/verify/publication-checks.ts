import { join } from "node:path";
import type { FindPage } from "@releaser/publishers";
import { type ChecksumRecord, describeProblem, hashFile, verifyDirectory } from "@releaser/checksums";
import { publicReleases, ReleaserError, type Resource, tarballName } from "@releaser/core";
import type { PackedRelease } from "../release/packed-release.ts";
import { pageOf } from "../release/page-of.ts";
import { inTemporaryFolder } from "../release/page-text.ts";
import type { Train } from "../release/train.ts";
import { commitCheck } from "./commit-check.ts";
import { checkResource, nothingThere } from "./check-resource.ts";
import { envelopeProblems, statementProblems } from "./statement-problems.ts";
import { checksumsCheck, judgeTag, tagCheck } from "./tag-check.ts";

/** What is verified from outside: the tag, the release page's bytes, the registry's bytes. Read-only; each is a fact to observe. */
export function publicationChecks(train: Train, { record, digest }: PackedRelease): readonly Resource[] {
  const judged = judgeTag(train);
  return [
    tagCheck(train, judged),
    commitCheck(train),
    checksumsCheck(train, judged),
    ...contentChecks(train, { record, find: pageOf(train, digest) }),
  ];
}

/** The same without what vouches for the record. */
export function contentChecks(train: Train, recorded: Recorded): readonly Resource[] {
  const { record } = recorded;
  const digests = new Map(record.files.map(({ name, sha256: digest }) => [name, digest]));
  const packages = publicReleases(train.release.plan).map(({ name, to }) =>
    registryCheck(train, { name, version: to, digest: digests.get(tarballName(name, to)) }),
  );
  return [pageCheck(train, recorded), ...packages];
}

interface Recorded {
  readonly record: ChecksumRecord;
  /** The page that it was read from. */
  readonly find: FindPage;
}

function pageCheck(train: Train, { record, find }: Recorded): Resource {
  const { page, release } = train;
  return checkResource({
    id: `assets:${release.tag}`,
    title: `downloading the assets of ${release.tag}`,
    held: `${record.files.length} files equal their checksums`,
    look: async () => {
      const state = await find();
      if (!state) return nothingThere;
      const there = new Set(state.assets.map(({ name }) => name));
      return await inTemporaryFolder(async (dir) => {
        for (const { name } of record.files.filter((file) => there.has(file.name))) {
          await page.download(state.id, name, join(dir, name));
        }
        const wrong = [
          ...(await verifyDirectory(record, dir)),
          ...statementProblems(train, record, dir),
          ...(await envelopeProblems(train, dir)),
        ];
        return wrong.length > 0 ? wrong.map(describeProblem).join("\n") : undefined;
      });
    },
  });
}

function registryCheck(
  { registry }: Train,
  { name, version, digest }: { name: string; version: string; digest: string | undefined },
): Resource {
  const id = `registry:${name}@${version}`;
  return checkResource({
    id,
    title: `downloading ${name}@${version}`,
    held: "sha256 of the download equal",
    look: async () => {
      if ((await registry.packument(name))?.versions[version] === undefined) return nothingThere;
      return await inTemporaryFolder(async (dir) => {
        const file = join(dir, "package.tgz");
        const unfit = await registry.download(name, version, file).then(() => undefined, whyUnfit);
        if (unfit !== undefined) return unfit;
        const found = await hashFile(file);
        return found.sha256 === digest
          ? undefined
          : `sha256 ${found.sha256} was downloaded, ${digest ?? "nothing"} is recorded`;
      });
    },
  });
}

/** Bytes that are not those which the registry itself promises are no trouble on the way: asked again, it would give them again. */
function whyUnfit(error: unknown): string {
  if (error instanceof ReleaserError && error.failure.code === "E_REGISTRY_ANSWER") return error.failure.why;
  throw error;
}
