import { shellWord } from "@releaser/core";
import { observeDistTag, wayOfTag } from "@releaser/publishers";
import { ownRegistries } from "../release/own-registries.ts";
import type { Train } from "../release/train.ts";
import { deprecateCommand, distTagCommand } from "./npm-commands.ts";
import type { WayBack } from "./way-back.ts";

/** One step of the way back that a person can type. */
export interface RollbackCommand {
  /** The resource that it makes true. */
  readonly id: string;
  readonly command: string;
  /** Who can. */
  readonly who: string;
}

const maintainer = "a maintainer of the package, with a second factor";

/** The commands that are left to type, and who can; those of the registry first, since users get hurt by it. */
export async function commandsOf(
  { release, workspace }: Train,
  { registry, packages }: WayBack,
): Promise<readonly RollbackCommand[]> {
  const own = ownRegistries(workspace);
  const each = await Promise.all(
    packages.map(async ({ release: { name, to }, tags, message }) => {
      const packument = await registry.packument(name);
      const url = own.get(name);
      const moves = tags.flatMap((back) => {
        if (packument === undefined || observeDistTag(packument, back).is !== "different") return [];
        const command = distTagCommand({ name, tag: back.tag, to: wayOfTag(packument, back).to, registry: url });
        return [{ id: `dist-tag:${name}@${back.tag}`, command, who: maintainer }];
      });
      const isPublished = packument?.versions[to] !== undefined;
      const command = deprecateCommand(`${name}@${to}`, message, url);
      return [...moves, ...(isPublished ? [{ id: `deprecate:${name}@${to}`, command, who: maintainer }] : [])];
    }),
  );
  const rest = {
    id: `rollback:${release.tag}`,
    command: `releaser rollback ${shellWord(release.key)} --execute`,
    who: "whoever may push to the branch and sign; it does all of the above where it may",
  };
  return [...each.flat(), rest];
}

/** How the commits are found whose changes were released; taking them back is a person's, who knows what else was built on them. */
export function causesCommand({ release }: Train): string | undefined {
  const files = release.plan.changesets.map(({ id }) => shellWord(`.changeset/${id}.md`));
  return files.length === 0 ? undefined : `git log --oneline --diff-filter=A -- ${files.join(" ")}`;
}

/** What no command brings back. */
export function notUndone(way: WayBack): readonly string[] {
  const names = way.packages.map(({ release: { name, to } }) => `${name}@${to}`);
  if (names.length === 0) return [];
  return [
    `the version numbers are burnt: ${names.join(", ")} can never be published with other bytes`,
    "whoever installed them has them; npm lets a version be unpublished for 72 hours where nothing depends on it, and seldom afterwards",
  ];
}
