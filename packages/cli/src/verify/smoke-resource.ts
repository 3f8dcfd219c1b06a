import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { requirePage } from "@releaser/publishers";
import type { Resource } from "@releaser/core";
import { downloadText, inTemporaryFolder } from "../release/page-text.ts";
import type { PackedRelease } from "../release/packed-release.ts";
import { pageOf } from "../release/page-of.ts";
import { assetNames } from "../release/release.ts";
import type { Train } from "../release/train.ts";
import { runSmoke, type SmokeRecord, smokeScripts } from "./run-smoke.ts";

/** The smoke, run once against what was published; its record is an asset of the page. */
export function smokeResource(train: Train, packed: PackedRelease, after: readonly string[]): Resource<SmokeRecord> {
  const { release, page } = train;
  const name = assetNames(release.key).smoke;
  const find = pageOf(train, packed.digest);
  return {
    id: `smoke:${release.key}`,
    stage: "verified",
    title: "installing from the registry and running the smoke",
    after,
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

/** One line about a smoke, for people. */
function describeSmoke({ installed, compared, scripts }: SmokeRecord): string {
  const parts = [
    `${installed.length} installed`,
    `${scripts.length} smoke script${scripts.length === 1 ? "" : "s"} passed`,
  ];
  return [...parts, ...(compared.length > 0 ? [`${compared.length} compared by bytes: no entry point`] : [])].join(
    ", ",
  );
}

/** Runs the smoke of a release's own commit against what the registry serves. */
async function smoke({ context, release }: Train, packed: PackedRelease): Promise<SmokeRecord> {
  const started = context.clock.now().toISOString();
  const named = packed.tarballs.map((tarball) => ({
    name: tarball.release.name,
    version: tarball.release.to,
    installable: tarball.installable,
  }));
  const packages = named.filter(({ installable }) => installable).map(({ name, version }) => ({ name, version }));
  const run = await inTemporaryFolder(async (dir) => {
    const place = packed.tarballs.length === 0 ? release.checkout : dir;
    const scripts = packed.tarballs.length === 0 || packages.length > 0 ? smokeScripts(release.checkout) : [];
    return await runSmoke({ context, dir: place, packages, scripts });
  });
  const compared = named.filter(({ installable }) => !installable).map(({ name, version }) => `${name}@${version}`);
  return {
    schema: "smoke-record.v1",
    release: release.key,
    commit: release.commit,
    ok: true,
    started,
    node: process.version,
    ...run,
    compared,
  };
}

function parseSmoke(text: string): SmokeRecord | undefined {
  try {
    const record = JSON.parse(text) as Partial<SmokeRecord>;
    return record.schema === "smoke-record.v1" ? (record as SmokeRecord) : undefined;
  } catch {
    return undefined;
  }
}
