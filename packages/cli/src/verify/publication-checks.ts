import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  type ArtifactProblem,
  type ChecksumRecord,
  compareStatement,
  describeProblem,
  hashFile,
  parseStatement,
  verifyDirectory,
} from "@releaser/checksums";
import { verifyTag } from "@releaser/provenance";
import { publicReleases, ReleaserError, type Resource, sha256, trailerValues, tarballName } from "@releaser/core";
import { failures } from "../failures.ts";
import { inTemporaryFolder } from "../release/page-text.ts";
import { assetNames } from "../release/release.ts";
import { localTag } from "../release/remote-tag.ts";
import { signedName, signKind, verifySigned } from "../release/statement-signing.ts";
import type { Train } from "../release/train.ts";

/** What is verified from outside: the tag, the release page's bytes, the registry's bytes. Read-only; each is a fact to observe. */
export function publicationChecks(train: Train, record: ChecksumRecord): readonly Resource[] {
  const digests = new Map(record.files.map(({ name, sha256: digest }) => [name, digest]));
  const packages = publicReleases(train.release.plan).map(({ name, to }) =>
    registryCheck(train, { name, version: to, digest: digests.get(tarballName(name, to)) }),
  );
  return [tagCheck(train), pageCheck(train, record), ...packages];
}

interface Check {
  readonly id: string;
  readonly title: string;
  /** Undefined where it holds, `absent`, or what is wrong. */
  readonly look: () => Promise<string | undefined>;
  readonly held: string;
}

const nothingThere = "it is not there";

function toResource({ id, title, look, held }: Check): Resource {
  return {
    id,
    stage: "verified",
    title,
    observe: async () => {
      const wrong = await look();
      if (wrong === undefined) return { is: "equal", seen: held };
      if (wrong === nothingThere) return { is: "absent" };
      throw failures.E_VERIFY({ id, why: wrong });
    },
    apply: () => Promise.reject(failures.E_VERIFY({ id, why: nothingThere })),
    describe: () => held,
  };
}

function tagCheck({ git, context, release, allowedSigners, page }: Train): Resource {
  return toResource({
    id: `signature:${release.tag}`,
    title: `verifying the signature of ${release.tag}`,
    held: "signer, name, commit, plan and checksums agree",
    look: async () => {
      if ((await localTag(git, release.tag)) === undefined) return nothingThere;
      const verified = await verifyTag({
        git,
        exec: context.exec,
        name: release.tag,
        object: release.commit,
        allowedSigners,
      });
      const problems = verified.problems.map(({ message }) => message);
      const stated = (key: string): string | undefined => trailerValues(verified.trailers, key)[0];
      if (stated("Plan-Digest") !== release.plan.digest) problems.push("its Plan-Digest is not the plan's");
      const sums = await pageBytes({ page, release }, assetNames(release.key).checksums);
      if (sums === undefined) return nothingThere;
      if (stated("Checksums-SHA256") !== sha256(sums)) {
        problems.push("its Checksums-SHA256 is not that of the page's checksum file");
      }
      return problems.length > 0 ? problems.join("; ") : undefined;
    },
  });
}

async function pageBytes(
  { page, release }: Pick<Train, "page" | "release">,
  name: string,
): Promise<Uint8Array | undefined> {
  const state = await page.find(release.tag);
  if (!state?.assets.some((asset) => asset.name === name)) return undefined;
  return await inTemporaryFolder(async (dir) => {
    await page.download(release.tag, name, join(dir, name));
    return readFileSync(join(dir, name));
  });
}

function pageCheck(train: Train, record: ChecksumRecord): Resource {
  const { page, release } = train;
  const { statement } = assetNames(release.key);
  return toResource({
    id: `assets:${release.tag}`,
    title: `downloading the assets of ${release.tag}`,
    held: `${record.files.length} files equal their checksums`,
    look: async () => {
      const state = await page.find(release.tag);
      if (!state) return nothingThere;
      const there = new Set(state.assets.map(({ name }) => name));
      return await inTemporaryFolder(async (dir) => {
        for (const { name } of record.files.filter((file) => there.has(file.name))) {
          await page.download(release.tag, name, join(dir, name));
        }
        const wrong = [
          ...(await verifyDirectory(record, dir)),
          ...checkStatement(record, join(dir, statement)),
          ...(await checkSignature(train, dir)),
        ];
        return wrong.length > 0 ? wrong.map(describeProblem).join("\n") : undefined;
      });
    },
  });
}

/** The statement is as it was recorded where the checksum file lists it; what it says has to be the same too. */
function checkStatement(record: ChecksumRecord, path: string): readonly ArtifactProblem[] {
  if (!existsSync(path)) return [];
  const name = basename(path);
  try {
    return compareStatement(record, parseStatement(readFileSync(path, "utf8"), name), name);
  } catch (error) {
    if (!(error instanceof ReleaserError)) throw error;
    return [{ file: name, problem: "different", why: error.failure.what }];
  }
}

/** The signed statement has to be there where the configuration asks for it, and to be of a trusted signer. */
async function checkSignature(train: Train, dir: string): Promise<readonly ArtifactProblem[]> {
  const kind = signKind(train);
  const file = signedName(train, kind);
  const statement = join(dir, assetNames(train.release.key).statement);
  if (!existsSync(join(dir, file))) return kind === undefined ? [] : [{ file, problem: "missing" }];
  if (!existsSync(statement)) return [];
  try {
    const wrong = await verifySigned(train, readFileSync(join(dir, file), "utf8"), readFileSync(statement, "utf8"));
    return wrong.map((why) => ({ file, problem: "different" as const, why }));
  } catch (error) {
    if (!(error instanceof ReleaserError) || error.failure.exit !== 6) throw error;
    return [{ file, problem: "different", why: error.failure.why }];
  }
}

function registryCheck(
  { registry }: Train,
  { name, version, digest }: { name: string; version: string; digest: string | undefined },
): Resource {
  const id = `registry:${name}@${version}`;
  return toResource({
    id,
    title: `downloading ${name}@${version}`,
    held: "sha256 of the download equal",
    look: async () => {
      if ((await registry.packument(name))?.versions[version] === undefined) return nothingThere;
      return await inTemporaryFolder(async (dir) => {
        await registry.download(name, version, join(dir, "package.tgz"));
        const found = await hashFile(join(dir, "package.tgz"));
        return found.sha256 === digest
          ? undefined
          : `sha256 ${found.sha256} was downloaded, ${digest ?? "nothing"} is recorded`;
      });
    },
  });
}
