import { commitUrl, pullUrl, safeLine, toCode, type WebHost } from "@releaser/core";
import type { Person } from "./commit-facts.ts";
import { toSafeInline } from "./safe-inline.ts";

/** Where a change comes from. */
export interface Origin {
  readonly pull: number | undefined;
  /** In hexadecimal. */
  readonly commit: string | undefined;
  readonly authors: readonly Person[];
}

/** Pull request, commit and authors in one line, as links where the host is known; it mentions nobody. Empty where nothing is known. */
export function renderOrigin({ pull, commit, authors }: Origin, host: WebHost | undefined): string {
  const places = [
    ...(pull === undefined ? [] : [renderPull(pull, host)]),
    ...(commit === undefined ? [] : [renderCommit(commit, host)]),
  ].join(", ");
  const names = authors.map((person) => renderPerson(person, host)).filter((name) => name !== "");
  return [places, ...(names.length > 0 ? [`by ${names.join(", ")}`] : [])].filter((part) => part !== "").join(" ");
}

function renderPull(pull: number, host: WebHost | undefined): string {
  if (host === undefined) return toCode(`#${pull}`);
  return `[${host.kind === "gitlab" ? "!" : "#"}${pull}](${pullUrl(host, pull)})`;
}

function renderCommit(commit: string, host: WebHost | undefined): string {
  const short = toCode(commit.slice(0, 7));
  return host === undefined ? short : `[${short}](${commitUrl(host, commit)})`;
}

function renderPerson(person: Person, host: WebHost | undefined): string {
  if ("name" in person) return toName(person.name);
  return host === undefined ? toCode(person.login) : `[${toCode(person.login)}](${host.origin}/${person.login})`;
}

/** Of a name that anybody may give to git: letters, marks, digits and what stands within names. */
function toName(name: string): string {
  const plain = safeLine(name).replaceAll(/[^\p{L}\p{M}\p{N} .'’-]+/gu, " ");
  return toSafeInline(plain.replaceAll(/\s+/gu, " ").trim());
}
