import { parse } from "ini";

/** The lines of an npmrc, as npm reads them: one text for each key. */
export type Npmrc = Readonly<Record<string, string>>;

/** Parses an npmrc; `${NAME}` becomes the variable's value, `${NAME?}` also where it is unset, `\${NAME}` stays as it is. */
export function parseNpmrc(text: string, env: Readonly<Record<string, string | undefined>>): Npmrc {
  const entries = Object.entries(flatten(parse(text))).map(
    ([key, value]) => [expand(key, env), expand(value, env)] as const,
  );
  return Object.fromEntries(entries);
}

/** Only what says where packages lie: a repository's own npmrc never brings a token. */
export function registryLines(npmrc: Npmrc): Npmrc {
  return Object.fromEntries(
    Object.entries(npmrc).filter(([key]) => key === "registry" || /^@[^/:]+:registry$/u.test(key)),
  );
}

function flatten(parsed: Readonly<Record<string, unknown>>): Npmrc {
  const flat = Object.entries(parsed).flatMap(([key, value]) => {
    const text = Array.isArray(value) ? value.map(toText).join("\n") : toText(value);
    return text === "" ? [] : [[key, text] as const];
  });
  return Object.fromEntries(flat);
}

function toText(value: unknown): string {
  return typeof value === "string" || typeof value === "boolean" || typeof value === "number" ? String(value) : "";
}

const variable = /(\\*)\$\{([^${}?]+)(\?)?\}/gu;

function expand(text: string, env: Readonly<Record<string, string | undefined>>): string {
  return text.replaceAll(variable, (whole, ...found: readonly string[]) => {
    const [escapes = "", name = "", optional] = found;
    if (escapes.length % 2 === 1) return whole.slice((escapes.length + 1) / 2);
    const value = env[name] ?? (optional === undefined ? undefined : "");
    return value === undefined ? whole : escapes.slice(escapes.length / 2) + value;
  });
}
