import { defineRule, type Draft, type Package, type Pin, type Rule, type Workspace } from "@releaser/core";
import { meet } from "../../ranges.ts";
import { isVersioned } from "../../versioned.ts";

/** No Node satisfies two ranges that share nothing: what runs one package here cannot run the other. */
export const enginesConflict: Rule = defineRule({
  id: "tool/engines-conflict",
  title: "one Node satisfies the engines of every package and is the one that is pinned",
  level: "error",
  scope: "tree",
  *check({ workspace }) {
    const pins = workspace.pins().filter(({ tool, range }) => tool === "node" && range !== undefined);
    const pinned = pins.find(({ kind, dir }) => dir === "." && kind !== "engines" && kind !== "workflow");
    const fitting: Stated[] = [];
    for (const stated of statedEngines(workspace, pins)) {
      const clash =
        clashOf(stated.pin, pinned) ?? clashOf(stated.pin, fitting.find(({ pin }) => !share(pin, stated.pin))?.pin);
      if (clash !== undefined) yield toDraft(stated, clash);
      else if (fitting.every(({ pin }) => pin.range !== stated.pin.range)) fitting.push(stated);
    }
  },
});

function clashOf(pin: Pin, other: Pin | undefined): Pin | undefined {
  return other === undefined || share(pin, other) ? undefined : other;
}

function share(a: Pin, b: Pin): boolean {
  return meet(a.range ?? "*", b.range ?? "*");
}

interface Stated {
  readonly pkg: Package;
  readonly pin: Pin;
}

/** The root's first, which speaks for all; then those of packages that a release versions. An example may ask for what it likes. */
function statedEngines(workspace: Workspace, pins: readonly Pin[]): readonly Stated[] {
  const byDir = new Map(workspace.members.map((pkg) => [pkg.dir, pkg]));
  const stated = pins.flatMap((pin) => {
    const pkg = pin.kind === "engines" ? byDir.get(pin.dir) : undefined;
    return pkg !== undefined && (pkg.role === "root" || isVersioned(workspace, pkg)) ? [{ pkg, pin }] : [];
  });
  return stated.toSorted((a, b) => rank(a) - rank(b) || (a.pin.dir < b.pin.dir ? -1 : 1));
}

function rank({ pkg }: Stated): number {
  return pkg.role === "root" ? 0 : 1;
}

function toDraft({ pkg, pin }: Stated, clash: Pin): Draft {
  const does = clash.kind === "engines" ? "asks for" : "pins";
  return {
    at: pin.at,
    message: `${pin.at.file} asks for Node ${pin.raw}, ${clash.at.file} ${does} ${clash.raw}: no version is both`,
    hint: `widen "engines" in ${pin.at.file}, or correct ${clash.at.file}`,
    ...(pkg.name !== "" && { package: pkg.name }),
    related: [{ at: clash.at, message: `${does} ${clash.raw}` }],
  };
}
