import { ReleaserError, isRecord } from "@releaser/core";
import type { NpmRegistry } from "./npm-registry.ts";

type Asking = Pick<NpmRegistry, "ask">;

/**
 * Whose credentials those for the registry of a package are; undefined where the registry does not tell. Throws `E_NPM_AUTH`
 * where it takes them for none, or not any more.
 */
export async function readAccount(registry: Asking, name: string): Promise<string | undefined> {
  const answer = await registry.ask(name, "-/whoami");
  return isRecord(answer) && typeof answer["username"] === "string" ? answer["username"] : undefined;
}

/** Who may read or write a package, by account; undefined where the registry does not tell this one. */
export async function readCollaborators(
  registry: Asking,
  name: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  const answer = await askQuietly(registry, name, `-/package/${escaped(name)}/collaborators`);
  if (!isRecord(answer)) return undefined;
  return new Map(Object.entries(answer).flatMap(([user, right]) => (typeof right === "string" ? [[user, right]] : [])));
}

/** Whether everybody may read a package; undefined where the registry does not tell. */
export async function readVisibility(registry: Asking, name: string): Promise<"public" | "restricted" | undefined> {
  const answer = await askQuietly(registry, name, `-/package/${escaped(name)}/visibility`);
  if (!isRecord(answer) || typeof answer["public"] !== "boolean") return undefined;
  return answer["public"] ? "public" : "restricted";
}

/** A name as registries have it in an address. */
function escaped(name: string): string {
  return name.replace("/", "%2f");
}

const silent: ReadonlySet<string> = new Set(["E_NPM_AUTH", "E_NPM_REFUSED"]);

/** A token of narrow rights may publish and yet not ask: such a refusal is no answer. */
async function askQuietly(registry: Asking, name: string, path: string): Promise<unknown> {
  return await registry.ask(name, path).catch((error: unknown) => {
    if (error instanceof ReleaserError && silent.has(error.failure.code)) return undefined;
    throw error;
  });
}
