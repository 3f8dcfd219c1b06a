import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { requirePage } from "@releaser/publishers";
import type { Resource } from "@releaser/core";
import { downloadText, inTemporaryFolder } from "../release/page-text.ts";
import type { PackedRelease } from "../release/packed-release.ts";
import { pageOf } from "../release/page-of.ts";
import { assetNames } from "../release/release.ts";
import type { Train } from "../release/train.ts";
import { runSmoke, smokeScripts } from "./run-smoke.ts";
import { describeSmoke, parseSmoke, type SmokeRecord } from "./smoke-record.ts";

/** The id of a release's smoke. */
export function smokeId(key: string): string {
  return `smoke:${key}`;
}

/** The smoke, run once against what was published; its record is an asset of the page. */
export function smokeResource(train: Train, packed: PackedRelease, after: readonly string[]): Resource<SmokeRecord> {
  const { release, page } = train;
  const name = assetNames(release.key).smoke;
  const find = pageOf(train, packed.digest);
  return {
    id: smokeId(release.key),
    stage: "verified",
    title: "installing from the registry and running the smoke",
    after,
    // It has waited as long as it may, and what failed once is for people to look at.
    classify: () => "fatal",
    observe: async () => {
      const text = await downloadText(page, await find(), name);
      const record = text === undefined ? undefined : parseSmoke(text);
      return record?.ok === true && record.commit === release.commit ? { is: "equal", seen: record } : { is: "absent" };
    },
    apply: async () => {
      const record = await smoke(train, packed);
      await inTemporaryFolder(async (dir) => {
        writeFileSync(join(dir, name), `${JSON.stringify(record, undefined, 2)}\n`);
        const { id } = await requirePage({ page, tag: release.tag }, find);
        await page.upload(id, { name, file: join(dir, name) });
      });
    },
    describe: describeSmoke,
  };
}

/** Runs the smoke of a release's own commit against what the registry serves. */
async function smoke({ context: given, registry, release }: Train, packed: PackedRelease): Promise<SmokeRecord> {
  const { key, commit, checkout } = release;
  const context = { ...given, registry };
  const started = context.clock.now().toISOString();
  const named = packed.tarballs.map(({ release: { name, to: version }, integrity, installable }) => ({
    name,
    version,
    integrity,
    installable,
  }));
  const packages = named.filter(({ installable }) => installable);
  const wait = (why: string): void => context.report({ type: "waiting", id: smokeId(key), why });
  const run = await inTemporaryFolder(async (folder) => {
    const dir = named.length === 0 ? checkout : folder;
    const scripts = named.length === 0 || packages.length > 0 ? smokeScripts(checkout) : [];
    return await runSmoke({ context, key, dir, packages, scripts, wait });
  });
  const compared = named.filter(({ installable }) => !installable).map(({ name, version }) => `${name}@${version}`);
  return {
    schema: "smoke-record.v1",
    release: key,
    commit,
    ok: true,
    started,
    node: process.version,
    ...run,
    compared,
  };
}
