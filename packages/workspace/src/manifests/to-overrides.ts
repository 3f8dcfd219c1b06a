import type { Catalogs, Override, Stated } from "@releaser/core";
import { toDependency } from "./to-dependency.ts";

/** What an override's value may refer to. */
export interface OverrideContext {
  readonly catalogs: Catalogs;
  /** The root's own dependencies by name, for a value `$name`. */
  readonly root: ReadonlyMap<string, string>;
}

/** Selectors of `overrides` or `resolutions` and what they force. A selector that is a path of several packages is passed over. */
export function toOverrides(
  entries: Iterable<readonly [string, Stated]>,
  context: OverrideContext,
): readonly Override[] {
  return [...entries].flatMap(([selector, stated]) => {
    const target = parseSelector(selector);
    return target === undefined ? [] : [{ ...target, ...stated, range: rangeOf(target.name, stated.raw, context) }];
  });
}

/** `name`, `name@range`, `parent>name`, `**\/name`; the `>` of a range follows a space, `|` or `@`, that of a path does not. */
function parseSelector(selector: string): Pick<Override, "asked" | "name" | "parent"> | undefined {
  const cut = /[^ |@]>/u.exec(selector)?.index;
  const parent = cut === undefined ? undefined : selector.slice(0, cut + 1).trim();
  const target = (cut === undefined ? selector : selector.slice(cut + 2)).trim().replace(/^\*\*\//u, "");
  const [, name, asked] = /^(@[^/@\s]+\/[^/@\s]+|[^/@\s]+)(?:@(.+))?$/u.exec(target) ?? [];
  return name === undefined ? undefined : { name, asked: asked?.replace(/^npm:/u, ""), parent };
}

function rangeOf(name: string, raw: string, { catalogs, root }: OverrideContext): string | undefined {
  const value = raw.startsWith("$") ? root.get(raw.slice(1)) : raw;
  if (value === undefined || value === "-") return undefined;
  const { range, name: target } = toDependency({ file: "", field: "dependencies", catalogs }, name, value);
  return target === name ? range : undefined;
}
