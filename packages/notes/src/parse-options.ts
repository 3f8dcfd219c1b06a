import { type HostKind, hostKinds, isApi, nearest, parseAddress } from "@releaser/core";
import { failures } from "./failures.ts";

/** The second member of `"changelog": ["@releaser/notes", { … }]`: what `README.md` lists, or nothing. */
export type ChangelogOptions = Readonly<Record<string, unknown>> | null | undefined;

/** The options, checked. */
export interface Settings {
  /** As `parseAddress` takes it; false for no links; undefined for where the remote `origin` leads. */
  readonly repo: string | false | undefined;
  readonly host: HostKind | undefined;
  readonly authors: boolean;
  readonly github: boolean;
  /** The address of GitHub's GraphQL interface where it is another than the host's own. */
  readonly api: string | undefined;
  readonly cwd: string | undefined;
}

/** Settings from options. Throws one `E_NOTES_OPTIONS` with all problems. */
export function parseOptions(options: ChangelogOptions): Settings {
  const given = options ?? {};
  const problems = Object.keys(given).flatMap((name) => problemOf(name, given[name]) ?? []);
  if (problems.length === 0) problems.push(...problemsTogether(given));
  if (problems.length > 0) throw failures.E_NOTES_OPTIONS({ problems });
  const { repo, host, authors = false, github = false, api, cwd } = given as Partial<Settings>;
  return { repo, host, authors, github, api, cwd };
}

const isBoolean = (value: unknown): boolean => typeof value === "boolean";

const allowed: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  repo: [
    (value) => value === false || (typeof value === "string" && parseAddress(value, "gitlab") !== undefined),
    '"owner/name", the address of a repository, or false for no links',
  ],
  host: [(value) => hostKinds.some((kind) => kind === value), '"github" or "gitlab"'],
  authors: [isBoolean, "true or false"],
  github: [isBoolean, "true or false"],
  api: [isApi, "an https address"],
  cwd: [(value) => typeof value === "string" && value !== "", "a folder"],
  skew: [isBoolean, "true or false"],
};

function problemOf(name: string, value: unknown): string | undefined {
  const known = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
  if (known === undefined) return `${JSON.stringify(name)} is no option${suggestion(name)}`;
  const [fits, form] = known;
  return value === undefined || fits(value) ? undefined : `"${name}" is ${JSON.stringify(value)}, not ${form}`;
}

function problemsTogether({ repo, host, github }: Partial<Settings>): readonly string[] {
  if (typeof repo !== "string") return [];
  const address = parseAddress(repo, host);
  if (address === undefined) return [`"repo" is "${repo}", which is not "owner/name" as on GitHub`];
  if (address.kind === undefined) return [`"repo" is on ${address.origin}, of which "host" has to say what it is`];
  return github === true && address.kind !== "github" ? ['"github" is true, but "repo" is not on GitHub'] : [];
}

function suggestion(name: string): string {
  const meant = nearest(name.toLowerCase(), Object.keys(allowed));
  return meant === undefined ? `; ${Object.keys(allowed).join(", ")} are` : `; "${meant}" is`;
}
