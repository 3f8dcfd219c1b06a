import type { ActionPin } from "../../packages/workflows/src/pipeline/actions/action-pins.ts";

/** Asks GitHub's REST interface for a path below its address, and gives the answer's document. */
export type Ask = (path: string) => Promise<unknown>;

/**
 * The newest release of an action that is neither a draft nor a prerelease, and the commit that its tag leads to, through a tag object
 * where there is one. Throws where the answer is not what GitHub documents, so that nothing half-known is pinned.
 */
export async function newestPin(name: string, ask: Ask): Promise<ActionPin> {
  const version = textOf(await ask(`repos/${name}/releases/latest`), "tag_name");
  if (!/^v\d+\.\d+\.\d+$/u.test(version)) throw new Error(`${name}: the newest release is ${version}, no full version`);
  const reference = objectOf(await ask(`repos/${name}/git/ref/tags/${version}`));
  const commit = reference.type === "tag" ? objectOf(await ask(`repos/${name}/git/tags/${reference.sha}`)) : reference;
  if (commit.type !== "commit") throw new Error(`${name}: ${version} leads to a ${commit.type}`);
  return { version, sha: commit.sha };
}

/** The source of the table with other pins in it; actions that it does not have are left out. */
export function renderPins(source: string, pins: ReadonlyMap<string, ActionPin>): string {
  return source.replaceAll(
    /"(?<name>[\w-]+\/[\w-]+)": \{ version: "[^"]*", sha: "[0-9a-f]{40}" \}/gu,
    (line, name: string) => {
      const pin = pins.get(name);
      return pin === undefined ? line : `"${name}": { version: "${pin.version}", sha: "${pin.sha}" }`;
    },
  );
}

function objectOf(answer: unknown): { readonly type: string; readonly sha: string } {
  const object = memberOf(answer, "object");
  const sha = textOf(object, "sha");
  if (!/^[0-9a-f]{40}$/u.test(sha)) throw new Error(`${sha} is no commit`);
  return { type: textOf(object, "type"), sha };
}

function textOf(from: unknown, key: string): string {
  const value = memberOf(from, key);
  if (typeof value !== "string") throw new Error(`the answer has no ${key}`);
  return value;
}

function memberOf(from: unknown, key: string): unknown {
  return typeof from === "object" && from !== null
    ? Object.entries(from).find(([name]) => name === key)?.[1]
    : undefined;
}
