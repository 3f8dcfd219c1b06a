import { type Failure, type Owner, toCode, toMarkdownText } from "@releaser/core";
import { toSafeOutput } from "@releaser/gates";
import type { IssueWanted } from "@releaser/publishers/github";
import { renderFailure } from "../terminal/github-report.ts";
import type { Environment } from "../terminal/github-event.ts";

/** What a verb came to, as far as owners are told of it. */
export interface Escalation {
  readonly verb: string;
  readonly failures: readonly Failure[];
  /** The release that it was about, where it was about one. */
  readonly tag?: string | undefined;
  readonly commit?: string | undefined;
}

/** Whom issues are opened for; who typed the command has seen what failed. */
export const owners = ["Builder", "Verifier/Observer", "Integrator/Owner", "Owner"] as const satisfies readonly Owner[];

/** The label of all issues that Releaser opens. */
export const ownLabel = "releaser";

/** The characters that GitHub takes in a title, and fewer than it takes in a body; of these, those for why all that failed did. */
const longestTitle = 200;
const longestBody = 60_000;
const longestWhys = 40_000;

/** What an owner's issue is found by: one for each verb, since one verb knows nothing of what another looks at. */
export function markerOf(verb: string, owner: Owner): string {
  return `<!-- releaser: ${verb} escalates to ${owner} -->`;
}

/** The issue for an owner; undefined where nothing failed that is theirs. Texts of others open no mention, tag or secret. */
export function toIssue(escalation: Escalation, owner: Owner, env: Environment): IssueWanted | undefined {
  const { verb, failures } = escalation;
  const theirs = failures.filter(({ who }) => who === owner);
  const [first] = theirs;
  if (first === undefined) return undefined;
  const title = `releaser ${verb}: ${first.what}`;
  const body = [
    `\`releaser ${verb}\`${about(escalation)} needs **${toMarkdownText(owner)}**.`,
    ...theirs.map((failure) => renderFailure(failure, longestWhys / theirs.length)),
    ...runOf(env),
    "This is brought up to date by each run, and closed by the first one that holds.",
  ].join("\n\n");
  return {
    title: shorten(toSafeOutput(title, env).replaceAll(/\s+/gu, " "), longestTitle),
    body: `${shorten(toSafeOutput(body, env), longestBody)}\n\n${markerOf(verb, owner)}`,
    labels: [ownLabel, labelOf(owner)],
  };
}

/** What closes it. */
export function toClosing({ verb, ...escalation }: Escalation, env: Environment): string {
  return [`\`releaser ${verb}\`${about({ verb, ...escalation })} holds again.`, ...runOf(env)].join("\n\n");
}

function labelOf(owner: Owner): string {
  return `${ownLabel}: ${owner}`;
}

function about({ tag, commit }: Escalation): string {
  if (tag !== undefined) return ` of ${toCode(tag)}`;
  return commit === undefined ? "" : ` at ${toCode(commit.slice(0, 12))}`;
}

function runOf(env: Environment): readonly string[] {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  if (server === undefined || repository === undefined || id === undefined || !/^\d+$/u.test(id)) return [];
  return [`The run: ${server}/${repository}/actions/runs/${id}`];
}

function shorten(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
