import {
  type MovingRelease,
  type Plan,
  publicReleases,
  ReleaserError,
  shellWord,
  type Workspace,
} from "@releaser/core";
import { distTagFor, readPublishSettings, rolledBackWords } from "@releaser/publishers";
import pMap from "p-map";
import type { Context } from "../context.ts";
import { ownRegistries } from "../release/own-registries.ts";
import { deprecateCommand, distTagCommand } from "../rollback/npm-commands.ts";

/** Milliseconds for one question: whoever versions a tree may be offline. */
const timeout = 10_000;
const atOnce = 15;

/**
 * The way back from a plan, a command a line, with each dist-tag that the release will move as the registries have it now. Where one does
 * not tell, the lines of the plan, which go by the manifests; that is said.
 */
export async function wayBackOfTheDay(context: Context, plan: Plan, workspace: Workspace): Promise<readonly string[]> {
  const registries = ownRegistries(workspace);
  const registry = context.registry.withOwn(registries);
  const ask = async (release: MovingRelease): Promise<WayBack> => {
    const { name } = release;
    const packument = await registry.packument(name, { short: true, timeout, signal: context.signal });
    const configured = configuredTag(workspace, name);
    return toWayBack(release, { tags: packument?.["dist-tags"], configured, registry: registries.get(name) });
  };
  try {
    const ways = await pMap(publicReleases(plan), ask, { concurrency: atOnce, signal: context.signal });
    const commands = [...ways.flatMap(({ tag }) => tag), ...ways.map(({ warning }) => warning)];
    return [...commands, `releaser rollback ${shellWord(plan.key)}`];
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof ReleaserError)) throw error;
    context.notice(`the way back in release/plan.md goes by the manifests, not by dist-tags: ${error.failure.what}`);
    return plan.rollback;
  }
}

interface WayBack {
  /** Empty for a name that is new, whose only dist-tag cannot be taken away. */
  readonly tag: readonly string[];
  readonly warning: string;
}

interface Known {
  /** Undefined where the registry does not know the name. */
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly configured: string | undefined;
  readonly registry: string | undefined;
}

function toWayBack({ name, to: version }: MovingRelease, { tags, configured, registry }: Known): WayBack {
  const warning = deprecateCommand(`${name}@${version}`, `${rolledBackWords}, see the release page`, registry);
  if (tags === undefined) return { tag: [], warning };
  const tag = distTagFor({ version, latest: tags["latest"], ...(configured !== undefined && { configured }) });
  const to = tags[tag];
  return { tag: to === undefined && tag === "latest" ? [] : [distTagCommand({ name, tag, to, registry })], warning };
}

/** What `publishConfig` says; what cannot be a dist-tag is told when it is published. */
function configuredTag({ packages }: Workspace, name: string): string | undefined {
  const publishConfigs = [packages.get(name)?.manifest.publishConfig];
  const { settings, problems } = readPublishSettings({ name, publishConfigs, access: undefined });
  return problems.length === 0 ? settings.tag : undefined;
}
