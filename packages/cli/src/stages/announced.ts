import type { Resource } from "@releaser/core";
import { publicReleases, safeLine, toCode } from "@releaser/core";
import { requirePage, webhookResource } from "@releaser/publishers";
import { announcement } from "../release/announcement.ts";
import { conversationsOf } from "../release/conversations.ts";
import type { PackedRelease } from "../release/packed-release.ts";
import { pageOf } from "../release/page-of.ts";
import type { StageDefinition, Train } from "../release/train.ts";
import { publicId } from "./released.ts";

/** ANNOUNCED: whoever the configuration names is told that the release is public. */
export const announced: StageDefinition = {
  stage: "announced",
  resources: async (train, packed) => [...(await onGitHub(train)), ...webhook(train, packed)],
};

async function onGitHub(train: Train): Promise<readonly Resource[]> {
  const { github: client, config } = train.context;
  const { comments = false, discussion: category } = config.announce ?? {};
  if (!client || (!comments && category === undefined)) return [];
  const { commentsResource, discussionResource } = await import("@releaser/publishers/github");
  const [{ tag }, after] = [train.release, [publicId(train)]];
  const numbers = (): Promise<readonly number[]> => conversationsOf(train, client);
  return [
    ...(category === undefined ? [] : [discussionResource({ client, tag, category, after })]),
    ...(comments ? [commentsResource({ client, numbers, tag, body: renderComment(train), after })] : []),
  ];
}

const mostPackages = 20;

function renderComment({ page, release }: Train): string {
  const packages = publicReleases(release.plan).map(({ name, to }) => toCode(`${name}@${to}`));
  const more = packages.length - mostPackages;
  const named = [...packages.slice(0, mostPackages), ...(more > 0 ? [`${more} more`] : [])];
  const link = `[${safeLine(release.tag)}](${page.locate(release.tag)})`;
  return `Released in ${link}${named.length === 0 ? "" : `: ${named.join(", ")}`}.`;
}

function webhook(train: Train, packed: PackedRelease): readonly Resource[] {
  const { context, page, release } = train;
  const variable = context.config.announce?.webhook?.env;
  if (variable === undefined) return [];
  const { tag } = release;
  const find = pageOf(train, packed.digest);
  return [
    webhookResource({
      variable,
      address: context.env[variable],
      readBody: async () => (await find())?.body,
      writeBody: async (body) => await page.setBody((await requirePage({ page, tag }, find)).id, body),
      document: () => announcement(train),
      idempotencyKey: release.plan.digest,
      tag,
      after: [publicId(train)],
    }),
  ];
}
