import {
  type Commit,
  defineRule,
  type Dependency,
  type Draft,
  moves,
  type Package,
  type Rule,
  type RuleInput,
  safeLine,
  type Workspace,
} from "@releaser/core";
import { catalogOf, inManifest } from "../../catalogs.ts";
import { type CatalogEdit, catalogEdits } from "../../intent/catalog-edits.ts";
import { isOffered } from "../../intent/offered.ts";
import { acceptsAll, hasUnreadable, namedPackages } from "../../intent/pending-changesets.ts";
import { stubFile, stubFix } from "../../intent/stub-changeset.ts";
import { versionedBy } from "../../intent/touched-packages.ts";
import { isReleaseBranch, isVersionCommit } from "../../intent/version-commits.ts";

/** A catalog's entry stands in the tarball of each package that asks for it, though no file of theirs changes with it. */
export const catalogChange: Rule = defineRule({
  id: "intent/catalog-change",
  title: "a changeset names every package that an edited catalog changes for its users",
  level: "error",
  scope: "offline",
  *check(input) {
    const { workspace, read } = input;
    const { changesets } = workspace;
    if (changesets === undefined || hasUnreadable(changesets) || isReleaseBranch(workspace)) return;
    const history = workspace.history();
    const base = history.gap === undefined ? history.base() : undefined;
    if (base === undefined) return;
    const edits = catalogEdits(workspace, base, read ?? (() => undefined));
    if (edits.length === 0 || acceptsAll(workspace, base)) return;
    const open = unnamed(workspace);
    const commits = history.since(base);
    for (const edit of edits) {
      const versioned = versionedBy(workspace, newerThan(workspace, commits, edit.at.file));
      const carriers = open.filter((pkg) => !versioned.has(pkg)).flatMap((pkg) => carriedBy(pkg, edit));
      if (carriers.length > 0) yield toDraft(input, { edit, carriers, base });
    }
  },
});

/** The packages that are owed a changeset and have none, by folder. */
function unnamed(workspace: Workspace): readonly Package[] {
  const named = namedPackages(workspace);
  return workspace.members
    .filter((pkg) => !named.has(pkg.name) && isOffered(workspace, pkg))
    .toSorted((a, b) => (a.dir < b.dir ? -1 : 1));
}

/** The commits since a file was last edited: a version commit among them took the edit along. */
function newerThan(workspace: Workspace, commits: readonly Commit[], file: string): readonly Commit[] {
  const isVersion = isVersionCommit(workspace);
  const edit = commits.findIndex((commit) => commit.files.includes(file) && !isVersion(commit));
  return commits.slice(0, Math.max(edit, 0));
}

interface Carrier {
  readonly pkg: Package;
  readonly dep: Dependency;
  /** Whether the tarball itself changes; an override reaches it only where the dependency is packed along. */
  readonly ships: boolean;
}

function carriedBy(pkg: Package, { name, catalog }: CatalogEdit): readonly Carrier[] {
  const dep = pkg.dependencies.find(
    ({ key, name: target, field, raw }) =>
      field !== "devDependencies" &&
      (catalog === undefined
        ? target === name && field !== "peerDependencies"
        : key === name && catalogOf(raw) === catalog),
  );
  return dep === undefined ? [] : [{ pkg, dep, ships: catalog !== undefined || isBundled(pkg, dep.key) }];
}

function isBundled({ manifest }: Package, key: string): boolean {
  return ["bundleDependencies", "bundledDependencies"].some((field) => {
    const value = manifest[field];
    return value === true || (Array.isArray(value) && value.includes(key));
  });
}

interface Seen {
  readonly edit: CatalogEdit;
  readonly carriers: readonly Carrier[];
  readonly base: string;
}

function toDraft({ plan, read }: RuleInput, { edit, carriers, base }: Seen): Draft {
  const moving = new Set(plan?.releases.filter((release) => moves(release)).map(({ name }) => name));
  const names = carriers.map(({ pkg }) => pkg.name);
  const stub = {
    about: `${edit.catalog === undefined ? "override" : "catalog"} ${edit.name}`,
    since: `${base} ${edit.catalog ?? ""}`,
    releases: new Map(names.map((name) => [name, "patch"] as const)),
    summary: `${edit.catalog === undefined ? "Take" : "Ask for"} ${edit.name} ${safeLine(edit.raw)} instead of ${safeLine(edit.was)}.`,
  };
  const light = carriers.every(({ pkg, ships }) => !ships || moving.has(pkg.name));
  const idle = light && !names.every((name) => moving.has(name));
  const fix = stubFix(stub, { read, safety: idle ? "unsafe" : "safe" });
  return {
    at: edit.at,
    message: `${edit.name} was ${edit.was} and is ${edit.raw}, which changes what ${toList(names)} ${names.length > 1 ? "give" : "gives"} to users, and no changeset says so`,
    hint: `write ${stubFile(stub)} by \`releaser skew --fix\` or \`pnpm changeset\`; \`pnpm changeset --empty\` where nothing is to be released`,
    ...(light && { level: "info" }),
    dependency: edit.name,
    related: carriers.map(({ pkg, dep }) => ({
      at: inManifest(pkg, dep),
      message: `${pkg.name} has it among its ${dep.field}`,
    })),
    ...(fix && { fix }),
  };
}

function toList(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
}
