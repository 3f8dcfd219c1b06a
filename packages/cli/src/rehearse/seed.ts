import { hashFile } from "@releaser/checksums";
import { npmResource, packReleases } from "@releaser/publishers";
import { moves, type Resource } from "@releaser/core";
import { ensureOwnFolder } from "../release/own-folder.ts";
import type { Train } from "../release/train.ts";

/** Public packages that stay as they are, put into the rehearsal's registry so that what moves can be installed beside them. */
export async function seedResources({ context, release, workspace, registry }: Train): Promise<readonly Resource[]> {
  const moving = new Set(release.plan.releases.filter((one) => moves(one)).map(({ name }) => name));
  const staying = [...workspace.packages.values()].filter(
    (pkg) => !pkg.private && pkg.version !== undefined && !moving.has(pkg.name) && pkg.role === "member",
  );
  if (staying.length === 0) return [];
  const packed = await packReleases({
    root: release.checkout,
    packageManager: workspace.packageManager,
    packages: staying.map(({ name, version, dir }) => ({ name, version: version ?? "", dir })),
    outDir: ensureOwnFolder(context, "seeds"),
    exec: context.exec,
    env: context.env,
    ignoreScripts: false,
    signal: context.signal,
  });
  return await Promise.all(
    packed.map(async ({ name, version, file }) => {
      const { integrity } = await hashFile(file);
      const seed = npmResource({ registry, name, version, file, integrity, access: "public" });
      return { ...seed, id: `seed:${name}@${version}`, stage: "packed" as const, title: `seeding ${name}@${version}` };
    }),
  );
}
