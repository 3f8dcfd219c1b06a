import { type Cause, causeTarget, moves, type MovingRelease, type Plan, safeLine } from "@releaser/core";

/** So many packages are drawn; of more, those that a changeset names, and the rest as one. */
const mostPackages = 40;

/**
 * Why packages move, as a Mermaid flowchart: changesets lead to the packages that they name, and a package to those that move because of
 * it. Nothing that a repository says is anything but a label. Empty where nothing moves. No newline at the end.
 */
export function renderBumpGraph(plan: Plan): string {
  const moving = plan.releases.filter((release) => moves(release));
  if (moving.length === 0) return "";
  const drawn = moving.length > mostPackages ? moving.filter(isNamed).slice(0, mostPackages) : moving;
  const ids = new Map(drawn.map(({ name }, index) => [name, `p${index}`]));
  const changesets = [
    ...new Set(drawn.flatMap(({ causes }) => causes.flatMap((one) => (one.kind === "changeset" ? [one.id] : [])))),
  ];
  const changesetIds = new Map(changesets.map((id, index) => [id, `c${index}`]));
  const left = moving.length - drawn.length;
  return [
    "flowchart LR",
    ...changesets.map((id) => `  ${changesetIds.get(id)}([${toLabel(id)}])`),
    ...drawn.map((release) => `  ${ids.get(release.name)}[${toLabel(describe(release))}]`),
    ...(left === 0 ? [] : [`  rest[${toLabel(`${left} more that move with them`)}]`]),
    ...drawn.flatMap(({ name, causes }) =>
      causes.flatMap((cause) => toEdge(cause, { to: ids.get(name) ?? "", ids, changesetIds })),
    ),
    ...(left === 0 ? [] : drawn.map(({ name }) => `  ${ids.get(name)} -.-> rest`)),
  ].join("\n");
}

function isNamed({ causes }: MovingRelease): boolean {
  return causes.some(({ kind }) => kind === "changeset");
}

function describe({ name, from, to }: MovingRelease): string {
  return `${name} ${from} → ${to}`;
}

interface Ends {
  readonly to: string;
  readonly ids: ReadonlyMap<string, string>;
  readonly changesetIds: ReadonlyMap<string, string>;
}

/** What leads here; nothing where its beginning is not drawn. */
function toEdge(cause: Cause, { to, ids, changesetIds }: Ends): readonly string[] {
  const from = cause.kind === "changeset" ? changesetIds.get(cause.id) : ids.get(causeTarget(cause) ?? "");
  return from === undefined ? [] : [`  ${from} ${arrows[cause.kind]} ${to}`];
}

const arrows: Readonly<Record<Cause["kind"], string>> = {
  changeset: "-->",
  dependency: "-->",
  peer: "-->|peer|",
  fixed: "-.->|fixed|",
  linked: "-.->|linked|",
};

/** Quoted, with each character that Mermaid or HTML could take for more than text as its number. */
function toLabel(text: string): string {
  const plain = safeLine(text).replaceAll(/[^\p{L}\p{N} @./:+→-]/gu, (mark) => `#${mark.codePointAt(0) ?? 0};`);
  return `"${plain}"`;
}
