import { failureOf, verifyTag } from "@releaser/provenance";
import { refPushResource } from "@releaser/publishers";
import { ReleaserError, renderTrailers, type Resource, safeLine } from "@releaser/core";
import { isRollbackOf } from "../release/is-latest.ts";
import { fetchTagObject, localTag, remoteTags } from "../release/remote-tag.ts";
import { openSigning, signTag } from "../release/sign-tag.ts";
import type { Train } from "../release/train.ts";
import type { WayBack } from "./way-back.ts";

/** A tag that says that a release was rolled back. */
export interface RollbackTag {
  readonly name: string;
  /** The tag object at the remote. */
  readonly oid: string;
}

/** The rollback tag of a release that a trusted signer made for its commit, among the remote's tags that are known, or as it has them now; undefined where there is none. */
export async function findRollbackTag(
  train: Train,
  there?: ReadonlyMap<string, string>,
): Promise<RollbackTag | undefined> {
  const { git, context, trust, release } = train;
  for (const [name, oid] of await rollbackTags(train, there)) {
    await fetchTagObject(train, name, oid);
    const verified = await verifyTag({ git, exec: context.exec, name, oid, object: release.commit, ...trust });
    if (failureOf(verified) === undefined) return { name, oid };
  }
  return undefined;
}

/** The name that the next one gets: a number more than any at the remote, trusted or not. */
export async function nextRollbackTag(train: Train): Promise<string> {
  const found = await findRollbackTag(train);
  const numbers = (await rollbackTags(train)).map(([name]) => Number(name.slice(prefixOf(train).length)));
  return found?.name ?? `${prefixOf(train)}${Math.max(0, ...numbers) + 1}`;
}

async function rollbackTags(
  train: Train,
  known?: ReadonlyMap<string, string>,
): Promise<readonly (readonly [string, string])[]> {
  const there = known ?? (await remoteTags(train.git, train.remote, [`${prefixOf(train)}*`]));
  return [...there].filter(([name]) => isRollbackOf(train.release.tag, name));
}

function prefixOf({ release }: Train): string {
  return `rollback/${release.tag}-`;
}

/**
 * A signed tag on the release's commit that says it was rolled back, id `rollback:<tag>`, pushed last, when all the rest
 * holds. From then on later releases do not wait for this one, and it is never published or announced again.
 */
export function rollbackTagResource(
  train: Train,
  { way, after }: { readonly way: WayBack; readonly after: readonly string[] },
): Resource<string> {
  const { release } = train;
  return {
    id: `rollback:${release.tag}`,
    stage: "tagged",
    title: `signing that ${release.tag} was rolled back`,
    after,
    observe: async () => {
      const found = await findRollbackTag(train);
      return found ? { is: "equal", seen: found.name } : { is: "absent" };
    },
    apply: async () => {
      const name = await nextRollbackTag(train);
      const oid =
        (await verifiedHere(train, name)) ??
        (await signTag(train, { signing: openSigning(train), name, message: messageOf(train, name, way) }));
      await push(train, { name, oid });
    },
    describe: (seen) => seen,
  };
}

/** A tag of that name that an interrupted run left here. One that is not ours, or not sound, is thrown as its `E_TAG_*`. */
async function verifiedHere(train: Train, name: string): Promise<string | undefined> {
  const { git, context, trust, release } = train;
  const oid = await localTag(git, name);
  if (oid === undefined) return undefined;
  const failure = failureOf(await verifyTag({ git, exec: context.exec, name, oid, object: release.commit, ...trust }));
  if (failure !== undefined) throw new ReleaserError(failure);
  return oid;
}

async function push({ git, remote }: Train, { name, oid }: RollbackTag): Promise<void> {
  const refs = [{ name: `refs/tags/${name}`, oid }];
  await refPushResource({ git, remote, refs, stage: "tagged", id: name, title: "" }).apply({ is: "absent" });
}

function messageOf({ release }: Train, name: string, { reason }: WayBack): string {
  const trailers = renderTrailers([{ key: "Plan-Digest", value: release.plan.digest }]);
  return `${name}\n\n- ${release.tag} was rolled back: ${safeLine(reason)}\n\n${trailers}`;
}
