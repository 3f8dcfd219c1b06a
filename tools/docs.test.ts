import { globSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import type { Failure } from "@releaser/core";
import { describe, expect, test } from "vitest";
import { configSchema } from "../packages/cli/src/config/config-schema.ts";
import { parseConfig } from "../packages/cli/src/config/read-config.ts";
import { checkSteps } from "./check/check-steps.ts";
import { readPublicPackages } from "./read-public-packages.ts";
import { renderVerbs } from "./verbs/render-verbs.ts";
import { decisionDefinitions } from "../packages/cli/src/definitions/decision-definitions.ts";
import { verbDefinitions } from "../packages/cli/src/definitions/verb-definitions.ts";
import { wordsDefinitions } from "../packages/cli/src/definitions/words-definitions.ts";
import { setupDefinitions } from "../packages/cli/src/definitions/setup-definitions.ts";

const read = (path: string): string => readFileSync(join(repositoryRoot, path), "utf8");

/** The fenced blocks of a text in a language. */
function blocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gmu)]
    .filter(([, found]) => found === language)
    .map(([, , block = ""]) => block);
}

/** The part of a text below a heading, up to the next one of its level. */
function section(text: string, heading: string): string {
  const [, after = ""] = text.split(`\n## ${heading}\n`);
  return after.split("\n## ")[0] ?? "";
}

describe("failures", async () => {
  /** Whatever is asked of it, it answers with itself: details enough for any failure's text. */
  const anything: never = new Proxy(() => {}, {
    get: (_, key): unknown => (key === Symbol.toPrimitive ? () => "" : anything),
    apply: (): unknown => anything,
  }) as never;
  type Catalogue = Readonly<Record<string, (details: never) => { readonly failure: Failure }>>;
  const catalogues = await Promise.all(
    globSync("packages/*/src/failures.ts", { cwd: repositoryRoot }).map(
      async (file) => (await import(join(repositoryRoot, file))) as { readonly failures: Catalogue },
    ),
  );
  const told = new Map(
    catalogues.flatMap(({ failures }) =>
      Object.entries(failures).map(([code, make]) => [code, make(anything).failure] as const),
    ),
  );
  const exits = new Map([...told].map(([code, { exit }]) => [code, exit] as const));

  test("each code has its page, and no page is left over", () => {
    const pages = readdirSync(join(repositoryRoot, "docs/failures")).filter((name) => name !== "README.md");
    expect(pages.toSorted()).toEqual([...exits.keys()].map((code) => `${code}.md`).toSorted());
  });

  test("the index has each code once, in order, under its exit", () => {
    const listed = read("docs/failures/README.md")
      .split("\n## Exit ")
      .slice(1)
      .flatMap((part) =>
        [...part.matchAll(/^- \[(E_\w+)\]\(\1\.md\): .+$/gmu)].map(
          ([, code]) => `${Number.parseInt(part, 10)} ${code}`,
        ),
      );
    const expected = [...exits].map(([code, exit]) => `${exit} ${code}`);
    expect(listed).toEqual(
      expected.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1)),
    );
  });

  test.each([...told])(
    "the page of %s states the exit and whose turn it is, and the failure what to do next",
    (code, failure) => {
      const { exit, who, next } = failure;
      const [title, , facts = ""] = read(`docs/failures/${code}.md`).split("\n");
      expect(title).toBe(`# ${code}`);
      expect(facts.match(/\d+/gu)?.map(Number)).toContain(exit);
      // A gate has its own.
      const ofGate = code === "E_GATE_FAILED" || code === "E_CHECK_FAILED";
      expect(facts).toContain(ofGate ? "the owner of the gate" : `Whose turn it is: ${who}.`);
      expect(next.trim()).not.toBe("");
    },
  );
});

describe("configuration", () => {
  const page = read("docs/configuration.md");

  test("tells every key of the schema, and no other", () => {
    const told = [...page.matchAll(/^(?:## |\| )`([^`A-Z]+|[^`]*[a-z$][^`]*)`/gmu)].map(([, key = ""]) => key);
    expect(told.toSorted()).toEqual(keysOf(configSchema).toSorted());
  });

  test.each(blocks(page, "json"))("has an example that is valid: %s", (example) => {
    expect(parseConfig(JSON.parse(example), "the example")).toEqual(JSON.parse(example));
  });
});

type Schema = Readonly<Record<string, unknown>>;

/** Every key that a schema knows, as the page writes it: `gates.<id>.run`, `links[].title`. */
function keysOf(schema: Schema, path = ""): readonly string[] {
  const {
    properties = {},
    additionalProperties,
    items,
    anyOf = [],
    then,
    else: otherwise,
  } = schema as Schema & {
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly additionalProperties?: Schema | false;
    readonly items?: Schema;
    readonly anyOf?: readonly Schema[];
    readonly then?: Schema;
    readonly else?: Schema;
  };
  const below = Object.entries(properties).flatMap(([key, value]) =>
    keysOf(value, path === "" ? key : `${path}.${key}`),
  );
  const named = additionalProperties ? keysOf(additionalProperties, `${path}.<id>`) : [];
  const listed = items && "properties" in items ? keysOf(items, `${path}[]`) : [];
  const choices = [...anyOf, ...[then, otherwise].filter((choice) => choice !== undefined)];
  const chosen = choices.flatMap((choice) => keysOf(choice, path)).filter((key) => key !== path);
  const inner = [...new Set([...below, ...named, ...listed, ...chosen])];
  return isShown(path, inner) ? [path, ...inner] : inner;
}

/** A key within a key is told where it holds a value of its own. */
function isShown(path: string, inner: readonly string[]): boolean {
  return path !== "" && (!/[.[]/u.test(path) || inner.length === 0);
}

describe("README", () => {
  const readme = read("README.md");

  test("says in five lines what it is for", () => {
    const [, promise = ""] = readme.split("\n\n");
    expect(promise.split("\n")).toHaveLength(5);
  });

  test("has a page of the verbs that tells what their help tells", () => {
    // As a formatter leaves it: tables are aligned there.
    const plain = (text: string): string => text.replaceAll(/-{3,}/gu, "---").replaceAll(/ +/gu, " ");
    expect(plain(read("docs/verbs.md"))).toBe(plain(renderVerbs()));
  });

  test("names the verbs of `releaser --help`, in their order", () => {
    const named = [...section(readme, "Verbs").matchAll(/^\| `(\w+)`/gmu)].map(([, verb]) => verb);
    const defined = [...setupDefinitions, ...verbDefinitions, ...wordsDefinitions, decisionDefinitions];
    expect(named).toEqual(defined.map(({ name }) => name));
  });

  test("names the test command that CI runs", () => {
    const [command = ""] = blocks(section(readme, "Test"), "sh");
    expect(command.trim()).toBe("npx -y pnpm@12 test");
    expect(
      read(".ci/run")
        .split("\n")
        .map((line) => line.slice(0, command.trim().length)),
    ).toContain(command.trim());
  });

  test("begins with commands that exist", () => {
    const { name, bin } = JSON.parse(read("packages/cli/package.json")) as { name: string; bin: object };
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
    const commands = blocks(readme, "sh").join("");
    expect(commands).toContain("npx -y pnpm@12 rehearse");
    expect(Object.keys(scripts)).toContain("rehearse");
    expect(commands).toContain("npx @releaser/cli rehearse");
    expect(Object.keys(bin)).toContain("releaser");
    expect(readme).toContain(name);
  });

  test("names every package that is published, and leads to its own README", () => {
    const named = [...section(readme, "Packages").matchAll(/^\| \[`(@releaser\/\w+)`\]\((.+)\/README\.md\)/gmu)];
    const published = readPublicPackages(repositoryRoot).map(({ name, dir }) => `${name} ${dir}`);
    expect(named.map(([, name, dir]) => `${name} ${dir}`).toSorted()).toEqual(published.toSorted());
  });
});

test("no page has npx fetch a command by its name: on npm, packages of these names are other people's, or nobody's yet", () => {
  const pages = globSync(["README.md", "docs/**/*.md", "packages/*/README.md"], { cwd: repositoryRoot });
  const commands = readPublicPackages(repositoryRoot).flatMap(({ dir }) =>
    Object.keys((JSON.parse(read(`${dir}/package.json`)) as { readonly bin?: object }).bin ?? {}),
  );
  expect(commands).toContain("releaser");
  const fetched = new RegExp(`npx (?:-\\S+ )*(?:${commands.join("|")}) `, "u");
  expect(pages.filter((page) => fetched.test(read(page)))).toEqual([]);
});

test("CONTRIBUTING tells the steps of `pnpm check`, in their order", () => {
  const told = [...section(read("CONTRIBUTING.md"), "Checks").matchAll(/^\| `(\w+)`/gmu)].map(([, name]) => name);
  expect(told).toEqual(checkSteps({ packages: [], tarballs: "" }).map(({ name }) => name));
});

describe("decisions", () => {
  const pages = globSync("docs/adr/[0-9]*.md", { cwd: repositoryRoot }).toSorted();

  test("are numbered without a gap, and each is in the list under its title", () => {
    const listed = [...read("docs/adr/README.md").matchAll(/^- \[(.+)\]\((.+)\)$/gmu)];
    expect(pages.map((_, index) => String(index + 1).padStart(4, "0"))).toEqual(
      pages.map((page) => basename(page).slice(0, 4)),
    );
    expect(listed.map(([, title, file]) => [`docs/adr/${file}`, `# ${title}`])).toEqual(
      pages.map((page) => [page, read(page).split("\n")[0]]),
    );
  });

  test.each(pages)("%s tells context, decision and consequences", (page) => {
    const parts = read(page).split("\n## ").slice(1);
    expect(parts.map((part) => part.split("\n\n")[0])).toEqual(["Context", "Decision", "Consequences"]);
    for (const part of parts) expect(part.length).toBeGreaterThan(100);
  });
});
