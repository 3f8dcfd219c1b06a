import { repo, timeline, type Timeline, type World } from "@releaser/testkit";

/** A contract's text, with one line for each member of its schema. */
export function contractText(name: string, schema: readonly string[], head: readonly string[] = []): string {
  return [
    `contract: ${name}`,
    ...head,
    "description: What a run reports.",
    "schema:",
    ...schema.map((line) => `  ${line}`),
    "",
  ].join("\n");
}

/** The folder of contracts. */
export const dir = ".sentinel/contracts";

/** A closed object with these properties, each a text. */
export function closed(...names: readonly string[]): readonly string[] {
  return [
    "type: object",
    "additionalProperties: false",
    "properties:",
    ...names.map((name) => `  ${name}: { type: string }`),
  ];
}

/** `.sentinel` at a version, and `@s/core` beside it, with contracts by name. */
export function contracted(version: string, contracts: Readonly<Record<string, readonly string[]>>): World {
  return Object.entries(contracts).reduce<World>(
    (world, [name, schema]) => world.file(`${dir}/${name}.yaml`, contractText(name, schema)),
    repo().pkg("@s/core@1.2.0").sentinel(version, { name: "@s/sentinel" }),
  );
}

/** The same, released, and a branch after it. */
export function released(world: World, tag = "@s/sentinel@1.0.0"): Timeline {
  return timeline(world).tag(tag).branch("topic");
}
