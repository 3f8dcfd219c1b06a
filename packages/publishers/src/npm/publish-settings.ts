import { isRecord } from "@releaser/core";
import { distTagProblem } from "./dist-tag.ts";
import { registryUrlProblem } from "./registry-config.ts";

/** How one package is published. */
export interface PublishSettings {
  /** A name without a scope is always public; undefined where the registry is to decide. */
  readonly access: "public" | "restricted" | undefined;
  /** The dist-tag that the package asks for; undefined where it is chosen. */
  readonly tag: string | undefined;
  /** The package's own registry, which wins over the npmrc's. */
  readonly registry: string | undefined;
  /** Whether the package asks for provenance; undefined where it says nothing. */
  readonly provenance: boolean | undefined;
}

export interface PublishSettingsOptions {
  readonly name: string;
  /** `publishConfig` of the manifests that have a say, the one that counts most first: the work tree's, then the packed one's. */
  readonly publishConfigs: readonly unknown[];
  /** What holds for all packages that say nothing. */
  readonly access: "public" | "restricted" | undefined;
}

/** The settings of a package, and what is wrong with what it states, all of it, in words. */
export interface ReadSettings {
  readonly settings: PublishSettings;
  readonly problems: readonly string[];
}

/** Reads `access`, `tag`, `registry`, `@scope:registry` and `provenance` of a package's `publishConfig`. */
export function readPublishSettings({ name, publishConfigs, access }: PublishSettingsOptions): ReadSettings {
  const stated = (key: string): unknown =>
    publishConfigs.filter((one) => isRecord(one)).find((one) => one[key] !== undefined)?.[key];
  const scope = /^@[^/]+/u.exec(name)?.[0];
  const scoped = scope === undefined ? undefined : stated(`${scope}:registry`);
  const own = { access: stated("access"), tag: stated("tag"), registry: scoped ?? stated("registry") };
  const provenance = stated("provenance");
  const isPrivate = own.access === "restricted" || own.access === "private";
  const problems = [
    ...accessProblems(own.access, { isPrivate, scope }),
    ...textProblems("tag", own.tag, distTagProblem),
    ...textProblems("registry", own.registry, registryUrlProblem),
    ...(provenance === undefined || typeof provenance === "boolean" ? [] : ["provenance is neither true nor false"]),
  ];
  const wanted = own.access === undefined ? access : isPrivate ? "restricted" : "public";
  return {
    settings: {
      access: scope === undefined ? "public" : wanted,
      tag: typeof own.tag === "string" ? own.tag : undefined,
      registry: typeof own.registry === "string" ? own.registry : undefined,
      provenance: typeof provenance === "boolean" ? provenance : undefined,
    },
    problems,
  };
}

function accessProblems(
  access: unknown,
  { isPrivate, scope }: { readonly isPrivate: boolean; readonly scope: string | undefined },
): readonly string[] {
  if (access === undefined || access === "public") return [];
  if (!isPrivate) return [`access ${JSON.stringify(access)} is neither "public" nor "restricted"`];
  return scope === undefined ? ["access cannot be restricted for a name without a scope"] : [];
}

function textProblems(key: string, value: unknown, problem: (text: string) => string | undefined): readonly string[] {
  if (value === undefined) return [];
  const found = typeof value === "string" ? problem(value) : "is no text";
  return found === undefined ? [] : [`${key} ${JSON.stringify(value)} ${found}`];
}
