import { join } from "node:path";
import { assetResource, draftResource, type FindPage } from "@releaser/publishers";
import { hashFile } from "@releaser/checksums";
import type { Resource } from "@releaser/core";
import pMap from "p-map";
import { once } from "../once.ts";
import { firstLook } from "../release/first-look.ts";
import { filesAtOnce, packedAssets } from "../release/packed-release.ts";
import { pageOf } from "../release/page-of.ts";
import { imageBytes } from "./images.ts";
import { remoteTag } from "../release/remote-tag.ts";
import { releaseTags } from "../release/release-tags.ts";
import { assetNames, isPrerelease, tagOf } from "../release/release.ts";
import type { StageDefinition, Train } from "../release/train.ts";
import { askedRegistries } from "./asked-registries.ts";

/** STAGED: a draft that holds every byte, before anything is public. */
export const staged: StageDefinition = {
  stage: "staged",
  resources: async (train, packed, { to }) => {
    const { page, release } = train;
    const replaceable = async (): Promise<boolean> =>
      (await remoteTag(train.git, train.remote, release.tag)) === undefined;
    const permissions = [...(await askPermissions(train)), ...askedRegistries(train, packed, to)];
    const draft = draftResource({
      page,
      tag: release.tag,
      title: tagOf(release.plan),
      marker: { plan: release.plan.digest, checksums: packed.digest },
      prerelease: isPrerelease(release),
      after: [`packed:${release.key}`, ...permissions.map(({ id }) => id)],
    });
    const files = packedAssets(release, packed);
    const find = pageOf(train, packed.digest);
    const all = once(find);
    const assets = await pMap(
      files,
      async ({ name, settled }, index) => {
        // The last one says that the others are there, so it is looked for when they are.
        const look = index === files.length - 1 ? find : firstLook(all, find);
        return await toAsset(train, { name, settled, find: look, draft: draft.id, replaceable });
      },
      { concurrency: filesAtOnce },
    );
    const images = await imageBytes(
      train,
      permissions.map(({ id }) => id),
    );
    return [...permissions, { ...draft, foreseen: true }, ...lastAfterAll([...images, ...assets])];
  },
};

/** What the page's host tells beforehand of what may be done there. */
async function askPermissions({ context, release, tagged }: Train): Promise<readonly Resource[]> {
  const { github: client } = context;
  if (!client) return [];
  const { permissionsResource } = await import("@releaser/publishers/github");
  return [permissionsResource({ client, newTags: tagged ? [] : releaseTags({ context, release }) })];
}

interface Asset {
  readonly name: string;
  readonly settled: boolean;
  readonly find: FindPage;
  readonly draft: string;
  /** Whether what the checksum file does not cover may still be replaced. */
  readonly replaceable: () => Promise<boolean>;
}

/** A draft belongs to its bytes, so other bytes in it are nobody's honest work. */
const never = (): Promise<boolean> => Promise.resolve(false);

async function toAsset(
  { page, release }: Train,
  { name, settled, find, draft, replaceable }: Asset,
): Promise<Resource> {
  const file = join(release.packed, name);
  const { sha256 } = await hashFile(file);
  const common = { page, find, tag: release.tag, name, file, sha256, after: [draft] };
  if (settled) return { ...assetResource({ ...common, replaceable: never }), foreseen: true };
  const asset = assetResource({ ...common, replaceable });
  return {
    ...asset,
    observe: async () => {
      const seen = await asset.observe();
      return seen.is === "different" && !(await replaceable()) ? { is: "equal", seen: seen.seen } : seen;
    },
  };
}

/** The checksum file goes up when all the rest is there, so its presence means completeness. */
function lastAfterAll(assets: readonly Resource[]): readonly Resource[] {
  const [last, ...rest] = assets.toReversed();
  return last ? [...rest.toReversed(), { ...last, after: [...(last.after ?? []), ...rest.map(({ id }) => id)] }] : [];
}

/** The id after which a release's bytes are durable. */
export function durableId(release: Train["release"]): string {
  return `asset:${assetNames(release.key).checksums}`;
}
