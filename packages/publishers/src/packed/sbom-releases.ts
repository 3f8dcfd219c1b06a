import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Exec, tarballName } from "@releaser/core";
import { failures } from "../failures.ts";
import { normalSbom, type SbomFormat } from "./normal-sbom.ts";
import { packageManagerCommand } from "./package-manager-command.ts";
import { writeAtomically } from "../write-atomically.ts";

export interface SbomReleasesOptions {
  readonly root: string;
  readonly packageManager: string | undefined;
  readonly packages: readonly { readonly name: string; readonly version: string }[];
  readonly format: SbomFormat;
  /** An existing folder. */
  readonly outDir: string;
  /** What tells this release from others: serial numbers are derived from it. */
  readonly seed: string;
  /** When the release was committed. */
  readonly date: Date;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

const suffixes: Readonly<Record<SbomFormat, string>> = { cyclonedx: ".cdx.json", spdx: ".spdx.json" };

/**
 * A bill of materials for each package: what it installs, as the lockfile has it, written beside its tarball as
 * `acme-core-1.4.0.cdx.json`. One pass of `pnpm sbom`, which needs no install; the same lockfile gives the same bytes.
 * Gives the files' names. Throws `E_SBOM`.
 */
export async function sbomReleases(options: SbomReleasesOptions): Promise<readonly string[]> {
  const { packages, packageManager, format, outDir, seed, date } = options;
  if (packages.length === 0) return [];
  if (packageManager !== "pnpm") {
    throw failures.E_SBOM({
      why: `pnpm alone makes them, and this repository has ${packageManager ?? "no package manager"}`,
    });
  }
  const place = await mkdtemp(join(resolve(outDir), ".sbom-"));
  try {
    await runPnpm(options, place);
    const written: string[] = [];
    for (const { name, version } of packages) {
      const file = tarballName(name, version).replace(/\.tgz$/u, suffixes[format]);
      const text = await readFile(join(place, file), "utf8").catch(() => "");
      const normal = normalSbom(text, format, { seed: `${seed} ${name}@${version}`, date });
      if (normal === undefined) {
        throw failures.E_SBOM({ why: `pnpm sbom wrote none of ${name}@${version}: is it in the lockfile?` });
      }
      await writeAtomically(join(outDir, file), normal);
      written.push(file);
    }
    return written;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function runPnpm(
  { root, packages, format, exec, env, signal }: SbomReleasesOptions,
  place: string,
): Promise<void> {
  const { program, args } = packageManagerCommand("pnpm", { env });
  const filters = packages.map(({ name }) => `--filter=${name}`);
  const out = join(place, `%s-%v${suffixes[format]}`);
  const flags = ["sbom", `--sbom-format=${format}`, "--lockfile-only", "--prod", "--split", "--out", out];
  const ran = await exec(program, [...args, ...flags, ...filters], {
    cwd: root,
    // The pin in packageManager would make pnpm look for, or become, another version of itself.
    env: { ...env, pnpm_config_pm_on_fail: "ignore", pnpm_config_verify_deps_before_run: "false" },
    ...(signal && { signal }),
  });
  signal?.throwIfAborted();
  if (ran.code !== 0) throw failures.E_SBOM({ why: `${ran.stderr}\n${ran.stdout}`.trim().slice(-2000) });
}
