import picomatch from "picomatch";

/**
 * Files of a package that change nothing for those who use it, relative to its folder: texts, tests, examples, hidden
 * files, settings of tools that only its developers run. Sources count, also where only what is built from them is packed.
 */
const idleFiles: readonly string[] = [
  "**/*.{md,mdx}",
  "**/{.*,.*/**}",
  "**/{__fixtures__,__mocks__,__snapshots__,__tests__,e2e,test,tests}/**",
  "**/*.{bench,e2e,e2e-spec,spec,stories,test,test-d}.*",
  "**/*.snap",
  "{bench,benchmark,benchmarks,doc,docs,example,examples,release,scripts}/**",
  "{LICENCE,LICENSE,NOTICE,CODEOWNERS,Makefile}{,.*}",
  "{biome,knip,lerna,nx,project,renovate,turbo,typedoc}.{json,jsonc}",
  "{tsconfig,jsconfig}*.json",
  "{commitlint,cypress,eslint,jest,karma,knip,lint-staged,oxlint,playwright,prettier,stylelint,typedoc,vitest}.{config,setup,workspace}.*",
  "{bun.lock,bun.lockb,package-lock.json,pnpm-lock.yaml,pnpm-workspace.yaml,yarn.lock}",
];

/** Whether a file's path within its package matters to users. Later patterns win over earlier ones; `!` in front brings files back. */
export function toShips(more: readonly string[]): (path: string) => boolean {
  const steps = [...idleFiles, ...more].map((pattern) => ({
    back: pattern.startsWith("!"),
    test: picomatch(pattern.replace(/^!/u, ""), { dot: true }),
  }));
  return (path) => steps.findLast(({ test }) => test(path))?.back ?? true;
}

/** The texts of the option `ignore`, as the configuration was checked. */
export function parseIgnore(options: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  const ignore = options?.["ignore"];
  return Array.isArray(ignore) ? ignore.filter((pattern) => typeof pattern === "string") : [];
}

/** What the configuration may say there. */
export const ignoreOption: Readonly<Record<string, unknown>> = {
  type: "array",
  items: { type: "string", minLength: 1 },
};
