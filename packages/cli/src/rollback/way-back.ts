import { type MovingRelease, publicReleases, safeLine } from "@releaser/core";
import {
  type DistTagBack,
  type FindPage,
  insistOn,
  type NpmRegistry,
  type PageState,
  rolledBackWords,
  wayOfTag,
} from "@releaser/publishers";
import { settledPage } from "../release/page-of.ts";
import { downloadText } from "../release/page-text.ts";
import { assetNames } from "../release/release.ts";
import type { Train } from "../release/train.ts";
import { type DistTags, parseDistTags } from "./dist-tags.ts";

/** What stands where nobody gave a reason. */
export const unreasoned = "see the release page";

/** What a rollback of one release starts from, read once. */
export interface WayBack {
  readonly packages: readonly PackageBack[];
  /** Insists on the packages that it had before the release, and on all of one that is public. */
  readonly registry: NpmRegistry;
  readonly find: FindPage;
  /** `YYYY-MM-DD`, of this day. */
  readonly date: string;
  /** Why, in one line, for people. */
  readonly reason: string;
}

export interface PackageBack {
  readonly release: MovingRelease;
  readonly tags: readonly DistTagBack[];
  /** What is recommended instead; undefined where there was nothing before. */
  readonly instead: string | undefined;
  /** What npm warns of it with. */
  readonly message: string;
}

/** Reads where a release's packages were before it, and what they are now. */
export async function readWayBack(train: Train, reason: string | undefined): Promise<WayBack> {
  const find: FindPage = async () => await settledPage(train);
  const page = await find();
  const before = await readDistTags(train, page);
  const moving = publicReleases(train.release.plan);
  const registry = insistOn(train.registry, publishedNames(moving, { before, page }));
  const why = safeLine(reason ?? "") || unreasoned;
  const packages = await Promise.all(
    moving.map(async (release) => await toPackage(registry, { release, before, why })),
  );
  return { packages, registry, find, date: train.context.clock.now().toISOString().slice(0, 10), reason: why };
}

/** What the registry has to know: all of a release that is public, and whatever had dist-tags before it. */
function publishedNames(
  moving: readonly MovingRelease[],
  { before, page }: { readonly before: DistTags; readonly page: PageState | undefined },
): ReadonlySet<string> {
  const isPublic = page !== undefined && !page.draft;
  const known = moving.filter(({ name }) => isPublic || Object.keys(before[name] ?? {}).length > 0);
  return new Set(known.map(({ name }) => name));
}

/** As the release recorded them before it published anything; nothing where no page has them, or where they cannot be read. */
async function readDistTags(train: Train, page: PageState | undefined): Promise<DistTags> {
  const name = assetNames(train.release.key).distTags;
  const text = await downloadText(train.page, page, name);
  const known = text === undefined ? {} : parseDistTags(text);
  if (known) return known;
  train.context.notice(
    `${name} on the release page is no record of dist-tags: the way back is that of the versions on the registry`,
  );
  return {};
}

async function toPackage(
  registry: NpmRegistry,
  { release, before, why }: { readonly release: MovingRelease; readonly before: DistTags; readonly why: string },
): Promise<PackageBack> {
  const { name, to: version } = release;
  const packument = await registry.packument(name);
  const now = packument?.["dist-tags"] ?? {};
  const known = before[name];
  const moved = Object.keys(now).filter((tag) => now[tag] === version || known?.[tag] !== undefined);
  const tags = moved.toSorted().map((tag) => ({ name, tag, version, before: known?.[tag] }));
  const way = packument && wayOfTag(packument, { name, tag: "latest", version, before: known?.["latest"] });
  const instead = way?.to;
  const use = instead === undefined ? "" : `; use ${name}@${instead}`;
  return { release, tags, instead, message: `${rolledBackWords}: ${why}${use}` };
}
