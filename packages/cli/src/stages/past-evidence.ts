import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ReleaserError } from "@releaser/core";
import { type Evidence, parseEvidence } from "@releaser/gates";
import type { Context } from "../context.ts";
import { releaseBefore } from "../release/earlier-release.ts";
import { ensureOwnFolder } from "../release/own-folder.ts";
import { downloadText } from "../release/page-text.ts";
import { assetNames } from "../release/release.ts";

/**
 * The evidence of earlier commits: of all that this machine has, and of the release before, whose own evidence tells of those
 * before it. A page that cannot be reached is told, and then that one is not known.
 */
export async function pastEvidence(context: Context, commit: string): Promise<readonly Evidence[]> {
  const released = await releasedEvidence(context, commit).catch((error: unknown) => {
    if (!(error instanceof ReleaserError)) throw error;
    context.notice(`how gates were for earlier releases is not known: ${error.failure.what}`);
    return undefined;
  });
  const here = ensureOwnFolder(context, "evidence");
  const texts = readdirSync(here)
    .filter((name) => name.endsWith(".json"))
    .map((name) => readFileSync(join(here, name), "utf8"));
  return [...texts, ...(released === undefined ? [] : [released])].flatMap((text) => parseEvidence(text) ?? []);
}

async function releasedEvidence({ git, page }: Context, commit: string): Promise<string | undefined> {
  const before = page && (await releaseBefore({ git }, commit));
  if (!before) return undefined;
  const [shown] = await page.list(before.tag);
  return await downloadText(page, shown, assetNames(before.key).evidence);
}
