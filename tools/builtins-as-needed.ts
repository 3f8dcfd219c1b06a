import { isBuiltin } from "node:module";

interface Plugin {
  readonly name: string;
  resolveId(id: string, importer: string | undefined, options: { readonly kind?: string }): string | undefined;
  load(id: string): string | undefined;
}

const mark = "\0builtin:";
const identifier = /^[A-Za-z_$][\w$]*$/u;

/**
 * A plugin of the bundler that takes from each builtin module of Node what is used of it, and no more. An `import` of one
 * first reads every name that it exports: `node:fs` then loads streams and promises, `node:util` loads worker threads,
 * before a line of the program has run.
 */
export function builtinsAsNeeded(): Plugin {
  return {
    name: "builtins-as-needed",
    resolveId(id, _, { kind }) {
      return kind === "import-statement" && isBuiltin(id) ? `${mark}${id.replace(/^node:/u, "")}` : undefined;
    },
    load(id) {
      return id.startsWith(mark) ? renderBuiltin(id.slice(mark.length)) : undefined;
    },
  };
}

/** A module that has the exports of a builtin one; those that nobody imports leave no trace in the bundle. */
export function renderBuiltin(name: string): string {
  const names = Object.keys(process.getBuiltinModule(name) ?? {}).filter(
    (key) => identifier.test(key) && key !== "default",
  );
  return [
    `const builtin = /* @__PURE__ */ process.getBuiltinModule(${JSON.stringify(name)});`,
    "const take = (name) => builtin[name];",
    "export default builtin;",
    ...names.map(
      (key) => `const $${key} = /* @__PURE__ */ take(${JSON.stringify(key)});\nexport { $${key} as ${key} };`,
    ),
  ].join("\n");
}
