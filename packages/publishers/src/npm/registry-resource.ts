import { type Failure, ReleaserError, type Resource } from "@releaser/core";
import pMap from "p-map";
import { checkedBytes } from "../packed/checked-bytes.ts";
import { failures } from "../failures.ts";
import type { NpmRegistry } from "./npm-registry.ts";
import { observePublished } from "./npm-resource.ts";
import { packumentWith } from "./packument-with.ts";
import { readAccount, readCollaborators, readVisibility } from "./account.ts";
import { nameProblems } from "./name-problems.ts";
import type { ReadSettings } from "./publish-settings.ts";

/** A package that is to be published, as far as it is known before anything goes outward. */
export interface Publication extends ReadSettings {
  readonly name: string;
  readonly version: string;
  /** The packed file. */
  readonly file: string;
  /** Its SHA-512 in the form `sha512-…`. */
  readonly integrity: string;
}

export interface RegistryResourceOptions {
  readonly registry: NpmRegistry;
  /** Its address. */
  readonly url: string;
  /** Those that belong to it. */
  readonly publications: readonly Publication[];
  /** Whether this run publishes, and so must have something to publish with. */
  readonly publishes: boolean;
}

/** What a registry is asked about. */
export interface AskedRegistry {
  /** How many packages of the release belong to it. */
  readonly packages: number;
}

const atOnce = 8;

/**
 * Whether a registry will take the packages of a release, as far as it lets itself be asked, id `registry:<host and path>`: as
 * a preflight, so before anything outward happens. All that is wrong is told, package by package. It never stands in the way
 * of looking, and asks nothing about what the registry has already.
 */
export function registryResource(options: RegistryResourceOptions): Resource<AskedRegistry> {
  const { url, publications } = options;
  const { host, pathname } = new URL(url);
  return {
    id: `registry:${host}${pathname.replace(/\/$/u, "")}`,
    stage: "staged",
    title: `asking ${host} whether it takes the packages`,
    preflight: async () => await findProblems(options),
    observe: () => Promise.resolve({ is: "equal", seen: { packages: publications.length } }),
    apply: () => Promise.resolve(),
    describe: ({ packages }) => `${packages} package${packages === 1 ? "" : "s"} of this release`,
  };
}

async function findProblems({
  registry,
  publications,
  publishes,
}: RegistryResourceOptions): Promise<readonly Failure[]> {
  const seen = await pMap(publications, async (one) => await foresee(async () => await look(registry, one)), {
    concurrency: atOnce,
  });
  const looked = seen.flatMap(({ value }) => value ?? []);
  const missing = looked.filter(({ isMissing }) => isMissing);
  const found = [...seen.flatMap(({ failure }) => failure ?? []), ...looked.flatMap((one) => one.failures)];
  const ways = await pMap(missing, async (one) => await foresee(async () => await wayOf(registry, one, publishes)), {
    concurrency: atOnce,
  });
  const byToken = ways.flatMap(({ value }) => (value?.by === "credentials" ? [value.looked] : []));
  return [...found, ...ways.flatMap(({ failure }) => failure ?? []), ...(await checkAccount(registry, byToken))];
}

/** What a package is published with. Throws where there is nothing, and there has to be. */
async function wayOf(
  registry: NpmRegistry,
  looked: Looked,
  publishes: boolean,
): Promise<{ readonly looked: Looked; readonly by: "credentials" | "identity" | "nothing" }> {
  const { name, version } = looked.publication;
  const by = await registry.authorise(name);
  if (by !== "nothing" || !publishes) return { looked, by };
  const why = "no npmrc of the user has credentials for it, and this is no CI run that it could trust";
  throw failures.E_NPM_AUTH({ id: `${name}@${version}`, registry: registry.urlOf(name), why, method: "PUT" });
}

/** The account is asked for once; a registry tells nothing about the short-lived tokens of a CI run. */
async function checkAccount(registry: NpmRegistry, missing: readonly Looked[]): Promise<readonly Failure[]> {
  const [first] = missing;
  if (!first) return [];
  const account = await foresee(async () => await readAccount(registry, first.publication.name));
  if (account.failure) return [account.failure];
  const rights = await pMap(missing, async (one) => await checkRights(registry, one, account.value), {
    concurrency: atOnce,
  });
  return rights.flat();
}

interface Looked {
  readonly publication: Publication;
  readonly isMissing: boolean;
  readonly isNew: boolean;
  readonly failures: readonly Failure[];
}

/** What can be judged without knowing who publishes. */
async function look(registry: NpmRegistry, publication: Publication): Promise<Looked> {
  const { name, version, file, integrity, problems } = publication;
  const id = `${name}@${version}`;
  const packument = await packumentWith(registry, { name, version });
  const seen = observePublished(packument, { id, version, integrity, registry: registry.urlOf(name) });
  const isNew = packument === undefined;
  if (seen.is !== "absent") {
    return {
      publication,
      isNew,
      isMissing: false,
      failures: seen.is === "different" && seen.failure ? [seen.failure] : [],
    };
  }
  const named = isNew ? nameProblems(name) : [];
  const bytes = await foresee(async () => await checkedBytes(file, integrity));
  return {
    publication,
    isNew,
    isMissing: true,
    failures: [
      ...(named.length > 0 ? [failures.E_NPM_NAME({ name, problems: named }).failure] : []),
      ...(problems.length > 0 ? [failures.E_PUBLISH_CONFIG({ name, problems }).failure] : []),
      ...(bytes.failure ? [bytes.failure] : []),
    ],
  };
}

/** Whether the account may publish the package, and whether publishing would change who may read it. */
async function checkRights(
  registry: NpmRegistry,
  { publication, isNew }: Looked,
  account: string | undefined,
): Promise<readonly Failure[]> {
  if (isNew) return [];
  const { name, version, settings } = publication;
  const [collaborators, visibility] = await Promise.all([
    account === undefined ? undefined : readCollaborators(registry, name),
    readVisibility(registry, name),
  ]);
  const url = registry.urlOf(name);
  const right = account === undefined ? undefined : (collaborators?.get(account) ?? "none");
  const why = `${account ?? "it"} has the right "${right ?? ""}" to it, not "read-write"`;
  const isForbidden = collaborators !== undefined && right !== "read-write";
  const changes = visibility !== undefined && settings.access !== undefined && visibility !== settings.access;
  return [
    ...(isForbidden
      ? [failures.E_NPM_AUTH({ id: `${name}@${version}`, registry: url, why, method: "PUT" }).failure]
      : []),
    ...(changes
      ? [failures.E_NPM_ACCESS({ name, registry: url, is: visibility, wanted: settings.access }).failure]
      : []),
  ];
}

type Foreseen<T> =
  | { readonly failure: Failure; readonly value?: undefined }
  | { readonly failure?: undefined; readonly value: T };

/** What would be thrown, as a finding among others; what may pass is thrown, and asked again. */
async function foresee<T>(work: () => Promise<T>): Promise<Foreseen<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof ReleaserError && error.failure.exit !== 5) return { failure: error.failure };
    throw error;
  }
}
