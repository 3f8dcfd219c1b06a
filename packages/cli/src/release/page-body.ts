import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileUrl, parseAddress, publicReleases, type WebHost } from "@releaser/core";
import { renderBody } from "@releaser/notes";
import { readReferencePlaces } from "../notes/reference-places.ts";
import type { PackedRelease } from "./packed-release.ts";
import { assetNames } from "./release.ts";
import type { Train } from "./train.ts";

/** The body of a release's page once its smoke has passed: what is known of it, and where all of it is. */
export async function pageBody(train: Train, packed: PackedRelease): Promise<string> {
  const { page, release, registry, context } = train;
  const { plan, tag, key, checkout } = release;
  const host = await webHostOf(train);
  const urlOf = (name: string): string => page.locateAsset(tag, name);
  return renderBody({
    plan,
    notes: readFileSync(join(release.packed, "notes.md"), "utf8"),
    marker: plan.digest,
    assets: packed.record.files.map(({ name, sha256 }) => ({ name, sha256, url: urlOf(name) })),
    packages: publicReleases(plan).map(({ name, to: version }) => ({
      name,
      version,
      url: packagePage(registry.urlOf(name), name, version),
    })),
    state: { smoke: "passed", smokeUrl: urlOf(assetNames(key).smoke), released: true },
    references: {
      places: readReferencePlaces(checkout, plan),
      locate: (file) => host && fileUrl(host, tag, file),
    },
    links: context.config.links ?? [],
  });
}

/** Where people look at the repository; undefined where its remote is on no service that is known. */
async function webHostOf({ context, git, remote }: Train): Promise<WebHost | undefined> {
  if (context.github) {
    const { webUrl: origin, owner, repo } = context.github.place;
    return { kind: "github", origin, path: `${owner}/${repo}` };
  }
  const found = await git.run(["remote", "get-url", "--end-of-options", remote], { accept: [0, 2, 128] });
  const address = found.code === 0 ? parseAddress(found.stdout.trim()) : undefined;
  return address?.kind === undefined ? undefined : { ...address, kind: address.kind };
}

/** The page of a version for people, which npm's own registry alone is known to have. */
export function packagePage(registry: string, name: string, version: string): string | undefined {
  const own = registry === "https://registry.npmjs.org/";
  return own ? `https://www.npmjs.com/package/${name}/v/${version}` : undefined;
}
