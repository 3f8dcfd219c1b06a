import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../context.ts";
import { moves, publicReleases, type Resource, tarballName } from "@releaser/core";
import { failures } from "../failures.ts";
import { inTemporaryFolder } from "../release/page-text.ts";
import { assetNames, type Release } from "../release/release.ts";
import type { Place } from "./place.ts";

/** What the second clone is asked, each by a program that is not ours. */
export interface CleanOptions {
  readonly place: Place;
  readonly release: Release;
  readonly context: Context;
  readonly registry: { readonly url: string; readonly userconfig: string };
}

/** Verifies a rehearsal from a second clean clone with git, ssh-keygen, sha256sum and npm alone. */
export function cleanChecks(options: CleanOptions): readonly Resource[] {
  const clone = cloneCheck(options);
  const checks = [tagCheck, sumsCheck, signedSumsCheck, trailersCheck, versionsCheck, servedCheck].map((check) =>
    check(options),
  );
  return [clone, ...checks.map((check) => ({ ...check, after: [clone.id] }))];
}

interface Check {
  readonly id: string;
  readonly says: string;
  /** Undefined where it holds, otherwise what is wrong. */
  readonly look: () => Promise<string | undefined>;
}

function toResource({ id, says, look }: Check): Resource {
  return {
    id: `clean:${id}`,
    stage: "verified",
    title: `verifying ${id} with other tools`,
    observe: async () => {
      const wrong = await look();
      if (wrong !== undefined) throw failures.E_VERIFY({ id: `clean:${id}`, why: wrong });
      return { is: "equal", seen: says };
    },
    apply: () => Promise.resolve(),
    describe: () => says,
  };
}

function cloneCheck({ place, context }: CleanOptions): Resource {
  return toResource({
    id: "clone",
    says: "a second clone of remote.git",
    look: async () => {
      rmSync(place.clean, { recursive: true, force: true });
      const cloned = await context.exec("git", ["clone", "--quiet", place.remote, place.clean], { env: context.env });
      return cloned.code === 0 ? undefined : cloned.stderr;
    },
  });
}

function tagCheck({ place, release, context }: CleanOptions): Resource {
  return toResource({
    id: "tag",
    says: "git verify-tag accepts it with allowed_signers",
    look: async () => {
      const args = [
        "-C",
        place.clean,
        "-c",
        "gpg.format=ssh",
        "-c",
        `gpg.ssh.allowedSignersFile=${place.allowedSigners}`,
        "verify-tag",
        release.tag,
      ];
      const verified = await context.exec("git", args, { env: context.env });
      if (verified.code !== 0) return verified.stderr;
      const commit = await context.exec("git", ["-C", place.clean, "rev-parse", `${release.tag}^{commit}`], {
        env: context.env,
      });
      return commit.stdout.trim() === release.commit
        ? undefined
        : `the tag names ${commit.stdout.trim()}, released was ${release.commit}`;
    },
  });
}

/** `sha256sum` where there is one, `shasum` elsewhere; both read the same file. */
async function sha256sum(
  { exec, env }: Context,
  args: readonly string[],
  cwd: string,
): Promise<{ readonly code: number | undefined; readonly stdout: string; readonly stderr: string }> {
  return await exec("sha256sum", args, { cwd, env }).catch(() =>
    exec("shasum", ["-a", "256", ...args.filter((arg) => arg !== "--strict")], { cwd, env }),
  );
}

function sumsCheck({ place, release, context }: CleanOptions): Resource {
  const sums = assetNames(release.key).checksums;
  return toResource({
    id: "checksums",
    says: `sha256sum -c --strict accepts ${sums} against the release page`,
    look: async () => {
      const checked = await sha256sum(context, ["-c", "--strict", sums], join(place.releases, release.tag));
      return checked.code === 0 ? undefined : `${checked.stdout}${checked.stderr}`;
    },
  });
}

function signedSumsCheck({ place, release, context }: CleanOptions): Resource {
  return toResource({
    id: "signed-checksums",
    says: "the signed tag states the checksum file's own sha256",
    look: async () => {
      const summed = await sha256sum(context, [assetNames(release.key).checksums], join(place.releases, release.tag));
      const digest = summed.stdout.split(" ")[0] ?? "";
      const tag = await context.exec("git", ["-C", place.clean, "cat-file", "tag", release.tag], { env: context.env });
      return digest !== "" && tag.stdout.includes(`Checksums-SHA256: ${digest}\n`)
        ? undefined
        : `the tag does not state ${digest}`;
    },
  });
}

function trailersCheck({ place, release, context }: CleanOptions): Resource {
  return toResource({
    id: "trailers",
    says: "the version commit names train, plan digest and decisions",
    look: async () => {
      const shown = await context.exec(
        "git",
        ["-C", place.clean, "log", "-1", "--format=%(trailers:only,unfold)", release.commit],
        { env: context.env },
      );
      const wanted = [
        `Plan-Digest: ${release.plan.digest}`,
        ...(release.plan.train ? [`Release-Train: ${release.plan.train.tag}`] : []),
        ...release.plan.decisions.map((id) => `Decision-ID: ${id}`),
      ];
      const missing = wanted.filter((line) => !shown.stdout.split("\n").includes(line));
      return missing.length === 0 ? undefined : `missing: ${missing.join(", ")}`;
    },
  });
}

function versionsCheck({ place, release }: CleanOptions): Resource {
  return toResource({
    id: "versions",
    says: "manifests and version file carry the plan's versions",
    look: async () => {
      const wrong = release.plan.releases
        .filter((one) => moves(one))
        .map(({ name, dir, to }) => ({
          name,
          to,
          found: (JSON.parse(readFileSync(join(place.clean, dir, "package.json"), "utf8")) as { version?: string })
            .version,
        }))
        .filter(({ to, found }) => to !== found)
        .map(({ name, to, found }) => `${name} is ${found ?? "without version"}, planned is ${to}`);
      const file = join(place.clean, "release/version.txt");
      const train =
        existsSync(file) && release.plan.train?.owner === "release/version.txt"
          ? readFileSync(file, "utf8").trim()
          : release.plan.train?.to;
      if (train !== release.plan.train?.to) wrong.push(`release/version.txt is ${train ?? "empty"}`);
      return wrong.length === 0 ? undefined : wrong.join("; ");
    },
  });
}

function servedCheck({ place, release, context, registry }: CleanOptions): Resource {
  const moving = publicReleases(release.plan);
  const files = moving.map(({ name, to }) => tarballName(name, to));
  return toResource({
    id: "registry",
    says: `npm downloads the packed bytes of ${moving.length} package${moving.length === 1 ? "" : "s"}`,
    look: async () =>
      await inTemporaryFolder(async (dir) => {
        if (moving.length === 0) return undefined;
        const env = { ...context.env, NPM_CONFIG_USERCONFIG: registry.userconfig };
        const names = moving.map(({ name, to }) => `${name}@${to}`);
        const packed = await context.exec(
          "npm",
          ["pack", "--silent", "--ignore-scripts", `--registry=${registry.url}`, ...names],
          { cwd: dir, env },
        );
        if (packed.code !== 0) return `${packed.stdout}${packed.stderr}` || "npm pack failed";
        const [served, kept] = await Promise.all([
          sha256sum(context, files, dir),
          sha256sum(context, files, join(place.releases, release.tag)),
        ]);
        return served.code === 0 && served.stdout === kept.stdout
          ? undefined
          : `served:\n${served.stdout}packed:\n${kept.stdout}`;
      }),
  });
}
