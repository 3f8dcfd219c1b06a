import { type Dependency, defineRule, type Draft, type Package, type Rule } from "@releaser/core";
import { byTool, defaultTools, type ToolUses } from "../../tools.ts";
import { highest as highestRange } from "../../wanted-range.ts";

/** Two majors of the compiler accept different code and emit different declarations. */
export const typescript: Rule = defineRule({
  id: "tool/typescript",
  title: "a tool that all packages use has one major",
  level: "warning",
  scope: "tree",
  options: { tools: { type: "array", minItems: 1, items: { type: "string", minLength: 1 } } },
  *check({ workspace, options }) {
    const tools = Array.isArray(options?.["tools"]) ? options["tools"].map(String) : defaultTools;
    for (const uses of byTool(workspace, tools)) if (uses.majors.size > 1) yield toDraft(uses);
  },
});

function toDraft({ tool, majors }: ToolUses): Draft {
  const byMajor = [...majors].toSorted(([a], [b]) => b - a);
  const [highest] = byMajor[0] ?? [0];
  const behind = byMajor.slice(1).flatMap(([, uses]) => uses);
  const [first] = behind;
  const wanted = highestRange((byMajor[0]?.[1] ?? []).flatMap(({ dep }) => dep.range ?? []));
  const places = new Map(behind.map(({ dep: { at } }) => [`${at.file}#${at.pointer}`, at]));
  const others = byMajor.flatMap(([, uses]) => uses).filter((use) => use !== first);
  return {
    at: first?.dep.at ?? { file: "package.json" },
    message: `${tool} is on ${byMajor.map(([major, { length }]) => `${major} in ${length} ${length === 1 ? "place" : "places"}`).join(", ")}`,
    hint: `bring ${behind
      .map(({ pkg }) => pkg.name || pkg.dir)
      .slice(0, 3)
      .join(", ")}${behind.length > 3 ? ` and ${behind.length - 3} more` : ""} to ${tool} ${highest}`,
    dependency: tool,
    related: others.map((use) => toRelated(use)),
    fix: {
      safety: "unsafe",
      edits: [...places.values()].map(({ file, pointer = "" }) => ({ file, pointer, value: wanted })),
    },
  };
}

function toRelated({ pkg, dep }: { readonly pkg: Package; readonly dep: Dependency }): {
  readonly at: Dependency["at"];
  readonly message: string;
} {
  return { at: dep.at, message: `${pkg.name || pkg.dir} asks for ${dep.range}` };
}
