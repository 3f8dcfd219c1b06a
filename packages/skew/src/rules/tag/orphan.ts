import { defineRule, type Draft, type Rule } from "@releaser/core";
import { toMatches } from "../../exemptions.ts";
import { type GonePackage, gonePackages, neverHere } from "../../gone-packages.ts";
import { ignoreOption, parseIgnore } from "../../intent/idle-files.ts";
import { type MixedSchemes, mixedSchemes } from "../../mixed-schemes.ts";

/**
 * A release tag that leads to no package is a slip, or is read by nobody. Tags of packages that were deleted or renamed stay
 * valid: the commit that they are on has the package.
 */
export const orphan: Rule = defineRule({
  id: "tag/orphan",
  title: "every release tag names a package that its commit has, in one scheme",
  level: "warning",
  scope: "offline",
  options: { ignore: ignoreOption },
  *check({ workspace, options }) {
    const root = workspace.members.find(({ role }) => role === "root")?.manifestFile ?? "package.json";
    const isIgnored = toMatches(parseIgnore(options));
    const gone = gonePackages(workspace).filter(({ name }) => !isIgnored(name));
    const lost = neverHere(workspace, gone);
    if (lost.length > 0) yield { at: { file: root }, ...toLost(lost) };
    const mixed = mixedSchemes(workspace);
    if (mixed !== undefined) yield toMixed(mixed);
  },
});

function toLost(lost: readonly GonePackage[]): Pick<Draft, "hint" | "message"> {
  const said = lost.map(({ name, tags, last }) =>
    tags.length === 1 ? last.tag : `${last.tag} and ${tags.length - 1} more of ${name}`,
  );
  const [first, ...others] = lost;
  const isOne = others.length === 0 && first?.tags.length === 1;
  return {
    message: `${said.join(", ")} ${isOne ? "is a tag of a package" : "are tags of packages"} that neither the workspace nor the tagged commit has`,
    hint: `delete what was tagged by mistake, \`git tag --delete ${first?.last.tag}\`, or name under "ignore" what is released without a package.json`,
  };
}

function toMixed({ pkg, first, tags }: MixedSchemes): Draft {
  return {
    at: { file: pkg.manifestFile },
    message: `${pkg.name} is tagged in two schemes by turns: ${[first, ...tags].join(", then ")}`,
    hint: "keep to one scheme from here on; tags that were pushed stay as they are",
    package: pkg.name,
  };
}
