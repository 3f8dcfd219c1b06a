import { moves } from "@releaser/core";
import type { Train } from "../release/train.ts";
import { stringify } from "yaml";
import type { WayBack } from "./way-back.ts";

/** The front matter `incident.v1` of an incident note. */
export interface Incident {
  readonly schema: "incident.v1";
  readonly release: string;
  readonly key: string;
  readonly commit: string;
  readonly plan: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Who typed the command, as git knows them. */
  readonly by: string;
  readonly reason: string;
  readonly affected: readonly { readonly name: string; readonly version: string; readonly sha512: string | null }[];
  readonly unaffected: readonly { readonly name: string; readonly version: string }[];
  readonly changesets: readonly string[];
  readonly rollback: string;
}

export interface IncidentFacts {
  readonly way: WayBack;
  readonly by: string;
  /** The tag that says so, signed. */
  readonly tag: string;
  /** SHA-512 by `name@version`, as the registry has it. */
  readonly integrity: ReadonlyMap<string, string>;
}

/** Where the note of a release's rollback lies. */
export function incidentPath(tag: string, date: string): string {
  return `release/incidents/${date}-${tag.replaceAll("/", "-")}.md`;
}

/** The incident note: what is known of it when it is written. People go on from there. */
export function renderIncident(train: Train, facts: IncidentFacts): string {
  const incident = toIncident(train, facts);
  return `---\n${stringify(incident, { lineWidth: 0 })}---\n\n${sections(train, facts, incident).join("\n\n")}\n`;
}

function toIncident({ release, context }: Train, { way, by, tag, integrity }: IncidentFacts): Incident {
  return {
    schema: "incident.v1",
    release: release.tag,
    key: release.key,
    commit: release.commit,
    plan: release.plan.digest,
    at: context.clock.now().toISOString(),
    by,
    reason: way.reason,
    affected: release.plan.releases
      .filter((one) => moves(one))
      .map(({ name, to }) => ({ name, version: to, sha512: integrity.get(`${name}@${to}`) ?? null })),
    unaffected: way.packages.flatMap(({ release: { name }, instead }) =>
      instead === undefined ? [] : [{ name, version: instead }],
    ),
    changesets: release.plan.changesets.map(({ id }) => id),
    rollback: tag,
  };
}

function sections({ release, page }: Train, { way, tag }: IncidentFacts, incident: Incident): readonly string[] {
  const users = way.packages.map(({ release: { name }, instead }) =>
    instead === undefined
      ? `- Take \`${name}\` out: there is no version to go back to.`
      : `- \`npm install ${name}@${instead}\``,
  );
  return [
    `# ${release.tag} was rolled back`,
    `## Summary\n\n${incident.reason}`,
    `## Affected\n\n${list(incident.affected.map(({ name, version, sha512 }) => `\`${name}@${version}\`${sha512 === null ? ", never published" : `, \`${sha512}\``}`))}`,
    `## Not affected\n\n${list(incident.unaffected.map(({ name, version }) => `\`${name}@${version}\``))}`,
    `## What users do\n\n${users.length === 0 ? "Nothing: no package of it was published." : users.join("\n")}`,
    `## Timeline\n\n| UTC | what | who |\n| --- | --- | --- |\n| ${incident.at} | the rollback was begun | ${incident.by} |`,
    `## Who did what\n\n${incident.by} typed \`releaser rollback ${release.key} --execute\`.`,
    `## How to check\n\n- \`git verify-tag ${tag}\`\n- \`releaser rollback ${release.key}\` says what is left to do.\n- The release page of ${linkTo(page.locate(release.tag), release.tag)} says so at its top.`,
    "## What follows\n\n- [ ] The code is reverted or mended, with the changeset that is there for it.\n- [ ] The next version is released.\n- [ ] What let it through is written down here, with the check that will find it next time.",
  ];
}

/** A folder of one machine has no place in a file that everybody reads. */
function linkTo(where: string, name: string): string {
  return /^https?:/u.test(where) ? `[${name}](${where})` : name;
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? "Nothing." : lines.map((line) => `- ${line}`).join("\n");
}
