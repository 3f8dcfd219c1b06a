import type { GitHubClient, Guards } from "@releaser/publishers/github";
import { once } from "../once.ts";
import type { Answer, Check } from "./check.ts";

export interface GitHubCheckOptions {
  readonly client: GitHubClient;
  readonly branch: string;
  /** A tag that a release would make. */
  readonly tag: string;
  /** Names of the environments that workflows ask. */
  readonly environments: readonly string[];
}

/** What GitHub tells of a repository that releases are made in: what the token may do, and what guards the rest. */
export function gitHubChecks(options: GitHubCheckOptions): readonly Check[] {
  const { client, branch, tag, environments } = options;
  const settings = `${client.place.webUrl}/${client.place.owner}/${client.place.repo}/settings`;
  const guards = once(async () => {
    const { readGuards } = await import("@releaser/publishers/github");
    return await readGuards(client, { branch, tag });
  });
  const guarded = (id: string, title: string, judge: (seen: Guards) => Answer): Check => ({
    id,
    title,
    look: async () => judge(await guards()),
  });
  return [
    ...abilityChecks(options, settings),
    guarded("branch:rules", `looking at what guards ${branch}`, ({ branchRules }) =>
      judged(branchRules, {
        sound: (rules) => `${branch}: ${rules.join(", ")}`,
        lacks: `anybody with write access can push to ${branch}`,
        next: `require pull requests for ${branch} in ${settings}/rules`,
      }),
    ),
    guarded("tags:rules", "looking at what guards tags", ({ tagRulesets }) =>
      judged(tagRulesets, {
        sound: (names) => names.join(", "),
        lacks: `anybody with write access can make, move or delete ${tag}`,
        next: `a ruleset for tags v* that restricts updates and deletions, in ${settings}/rules`,
      }),
    ),
    guarded("environments:release", "looking for environments", ({ environments: there }) =>
      judged(there && (environments.every((name) => there.includes(name)) ? environments : []), {
        sound: (names) => names.join(", "),
        lacks: `there is not each of ${environments.join(", ")}; a workflow makes them, open to every branch`,
        next: `add them in ${settings}/environments, with reviewers and ${branch} alone`,
      }),
    ),
  ];
}

function abilityChecks({ client, tag }: GitHubCheckOptions, settings: string): readonly Check[] {
  const resource = once(async () => {
    const { permissionsResource } = await import("@releaser/publishers/github");
    return permissionsResource({ client, newTags: [tag] });
  });
  return [
    {
      id: "github:token",
      title: "asking GitHub what the token may do",
      look: async () => {
        const failures = (await (await resource()).preflight?.()) ?? [];
        return failures.length > 0 ? { is: "missing", failures } : { is: "sound", note: `may release ${tag}` };
      },
    },
    {
      id: "github:immutable",
      title: "asking GitHub whether releases are immutable",
      look: async () => {
        const seen = await (await resource()).observe();
        const immutable = seen.is === "equal" ? seen.seen.immutable : undefined;
        if (immutable === true) return { is: "sound", note: "nobody can change what is released" };
        const next = `turn on immutable releases in ${settings}`;
        return client.hasToken
          ? { is: "advised", note: "releases are not immutable, or this token is not told", who: "Owner", next }
          : { is: "unknown", note: "told to administrators alone", who: "Owner", next };
      },
    },
  ];
}

interface Words {
  readonly sound: (names: readonly string[]) => string;
  readonly lacks: string;
  readonly next: string;
}

function judged(found: readonly string[] | undefined, { sound, lacks, next }: Words): Answer {
  if (found === undefined) {
    return { is: "unknown", note: "this token is not told", who: "Owner", next: `see to it: ${next}` };
  }
  return found.length > 0 ? { is: "sound", note: sound(found) } : { is: "advised", note: lacks, who: "Owner", next };
}
