import { basename, resolve } from "node:path";
import { hasErrorCode } from "@releaser/core";
import type { ArtifactProblem, ExpectedFile } from "../record/compare-artifact.ts";
import { failures } from "../failures.ts";
import type { PackageVersion } from "../statement/package-uri.ts";
import type { ReadRecord } from "../record/read-record.ts";
import { pageNames, recordFiles } from "../record/record-names.ts";
import type { Remote } from "../verify/remote.ts";
import { verifyDirectory, verifyFile } from "../verify/verify-directory.ts";
import { verifyPage } from "../verify/verify-page.ts";
import { packageFiles, verifyRegistry } from "../verify/verify-registry.ts";
import type { Edges } from "./edges.ts";

export interface VerifyOptions {
  readonly dir?: string;
  readonly registry?: string;
  /** An address below which the files lie, or a folder as Releaser's directory page is one. */
  readonly page?: string;
  readonly package: readonly PackageVersion[];
  readonly beside: readonly string[];
  /** Path of public keys or of allowed signers: the statement has to be signed by one of them. */
  readonly signedBy?: string;
  readonly host: readonly string[];
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes of one file. */
  readonly maxSize: number;
  readonly tries: number;
}

/** A place where artifacts are, how many are looked for there, and what is wrong with them. */
export interface Target {
  readonly where: string;
  readonly looked: number;
  readonly look: () => Promise<readonly ArtifactProblem[]>;
}

interface Asked {
  readonly read: ReadRecord;
  readonly files: readonly string[];
  readonly options: VerifyOptions;
  readonly edges: Edges;
}

/** Everything that was asked for, in the order of the options. */
export function targetsOf(asked: Asked): readonly Target[] {
  const { read, options } = asked;
  const { dir, page, registry } = options;
  const remote = toRemote(asked);
  return [
    ...(asked.files.length > 0 ? [filesTarget(asked)] : []),
    ...(dir === undefined ? [] : [folderTarget(asked, dir, recordFiles(read.record.version))]),
    ...(page === undefined
      ? []
      : isAddress(page)
        ? [
            {
              where: page,
              looked: read.files.length,
              look: () => verifyPage(read.files, toAddress(page, "--page"), remote),
            },
          ]
        : [folderTarget(asked, page, pageNames(read.record.version))]),
    ...(registry === undefined ? [] : [registryTarget(asked, toAddress(registry, "--registry"), remote)]),
  ];
}

function filesTarget({ read, files, edges }: Asked): Target {
  const known = new Map(read.files.map((file) => [file.name, file]));
  const look = async (path: string): Promise<readonly ArtifactProblem[]> => {
    const expected = known.get(basename(path));
    return expected === undefined
      ? [{ file: basename(path), problem: "extra" }]
      : await verifyFile(resolve(edges.cwd, path), expected);
  };
  return {
    where: "files",
    looked: files.length,
    look: async () => (await Promise.all(files.map(look))).flat(),
  };
}

function folderTarget({ read, options, edges }: Asked, dir: string, own: readonly string[]): Target {
  const beside = [...own, ...options.beside];
  return {
    where: dir,
    looked: read.files.length,
    look: async () => {
      try {
        return await verifyDirectory(read, resolve(edges.cwd, dir), { beside });
      } catch (error) {
        const gone = hasErrorCode(error, "ENOENT", "ENOTDIR");
        if (!gone) throw error;
        throw failures.E_CHECKSUMS_USAGE({ message: `there is no folder ${dir}` });
      }
    },
  };
}

function registryTarget({ read }: Asked, registry: string, remote: Remote): Target {
  const known = packageFiles(read.files);
  const unknown = read.files.filter(
    ({ name }) =>
      name.endsWith(".tgz") && known.every(({ file }: { readonly file: ExpectedFile }) => file.name !== name),
  );
  if (known.length + unknown.length === 0) {
    throw failures.E_CHECKSUMS_USAGE({
      message: "none of the recorded files is a package: --registry has none of them",
    });
  }
  return {
    where: registry,
    looked: known.length + unknown.length,
    look: async () => [
      ...(await verifyRegistry(read.files, registry, remote)),
      ...unknown.map(({ name }) => ({
        file: name,
        problem: "unproven" as const,
        why: "nothing says which package it is: --package name@version, or the statement beside the record",
      })),
    ],
  };
}

function toRemote({ options, edges }: Asked): Remote {
  return {
    fetch: edges.fetch,
    clock: edges.clock,
    timeout: options.timeout * 1000,
    maxBytes: options.maxSize * 1_000_000,
    hosts: options.host,
    tries: options.tries,
  };
}

function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//iu.test(text);
}

function toAddress(text: string, option: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/u.test(url.protocol) && url.username === "" && url.password === "") return url.href;
  throw failures.E_CHECKSUMS_USAGE({ message: `${option} takes an http or https address without credentials` });
}
