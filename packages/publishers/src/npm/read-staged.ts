import { ReleaserError, isRecord } from "@releaser/core";
import type { NpmRegistry } from "./npm-registry.ts";

/** A version that waits for a person's approval. */
export interface StagedVersion {
  /** What a person names it by. */
  readonly id: string;
  readonly version: string;
  readonly status: string;
}

type Asking = Pick<NpmRegistry, "ask">;

const perPage = 100;
const mostPages = 100;

/**
 * What waits in a registry's staging of a package; undefined where the registry does not tell: it tells nothing to the
 * short-lived tokens of trusted publishing.
 */
export async function readStaged(registry: Asking, name: string): Promise<readonly StagedVersion[] | undefined> {
  const found: StagedVersion[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ page: `${page}`, perPage: `${perPage}`, package: name });
    const answer = await askQuietly(registry, name, `-/stage?${query.toString()}`);
    const items =
      isRecord(answer) && Array.isArray(answer["items"]) ? (answer["items"] as readonly unknown[]) : undefined;
    if (items === undefined) return undefined;
    found.push(...items.flatMap((item) => parseStaged(name, item) ?? []));
    if (items.length < perPage) break;
  }
  return found;
}

function parseStaged(name: string, item: unknown): StagedVersion | undefined {
  if (!isRecord(item) || item["packageName"] !== name) return undefined;
  const { id, version, status } = item;
  // It goes into a command that a person copies, so it has to be what it says: a UUID.
  if (typeof id !== "string" || !/^[0-9a-f-]{36}$/iu.test(id) || typeof version !== "string") return undefined;
  return { id, version, status: typeof status === "string" ? status : "" };
}

async function askQuietly(registry: Asking, name: string, path: string): Promise<unknown> {
  return await registry.ask(name, path).catch((error: unknown) => {
    if (error instanceof ReleaserError && error.failure.code === "E_NPM_AUTH") return undefined;
    throw error;
  });
}
