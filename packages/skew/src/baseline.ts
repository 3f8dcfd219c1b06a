import type { Finding } from "@releaser/core";
import { isFields } from "./parse-object.ts";
import { recognise } from "./recognise.ts";
import { settingsRules } from "./settings-rules.ts";
import { failures } from "./failures.ts";

/** A finding that is known and does not count. */
export interface BaselineEntry {
  readonly rule: string;
  readonly file: string;
  /** For people alone; what makes the finding the same is its fingerprint. */
  readonly message: string;
  readonly fingerprint: string;
}

/** The document `skew-baseline.v1`, and the file that holds it, relative to the root. */
export interface Baseline {
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

export interface Renewal {
  readonly file: string;
  readonly former: Baseline | undefined;
  readonly unjudged: ReadonlySet<string>;
}

/** They speak of the clone, or of the settings themselves: both are judged anew each time. */
const unknowable: ReadonlySet<string> = new Set(["meta/history-missing", ...settingsRules.map(({ id }) => id)]);

/** The baseline that makes findings known. Of a former one it keeps what was not found because its rule could not judge, and nothing else. */
export function toBaseline(findings: readonly Finding[], { file, former, unjudged }: Renewal): Baseline {
  const kept = recognise(findings, former).missed.filter(({ entry }) => unjudged.has(entry.rule));
  const known = findings.filter(({ rule }) => !unknowable.has(rule)).map((finding) => toEntry(finding));
  return { file, entries: [...kept.map(({ entry }) => entry), ...known].toSorted(byText) };
}

function toEntry({ rule, file, message, fingerprint }: Finding): BaselineEntry {
  return { rule, file, message, fingerprint };
}

function byText(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compare(a.rule, b.rule) ||
    compare(a.file, b.file) ||
    compare(a.message, b.message) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The text of the file: one line for each entry, so that branches that add and drop entries merge by line. */
export function renderBaseline({ entries }: Baseline): string {
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "schema": "skew-baseline.v1",\n  "findings": ${list}\n}\n`;
}

/** The text of a file as a baseline. Throws `E_BASELINE_INVALID` with all problems. */
export function parseBaseline(text: string, file: string): Baseline {
  const document = parseJson(text, file);
  const { schema, findings, ...more } = isFields(document) ? document : {};
  const list: readonly unknown[] = Array.isArray(findings) ? findings : [];
  const problems = [
    ...(schema === "skew-baseline.v1" ? [] : ['"schema" must be "skew-baseline.v1"']),
    ...(Array.isArray(findings) ? [] : ['"findings" must be a list']),
    ...Object.keys(more).map((key) => `has an unknown key ${JSON.stringify(key)}`),
    ...list.flatMap((entry, index) =>
      isEntry(entry) ? [] : [`findings.${index} must have rule, file, message and a fingerprint, and nothing else`],
    ),
  ];
  if (problems.length > 0) throw failures.E_BASELINE_INVALID({ file, problems });
  return { file, entries: list.filter(isEntry) };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch (error) {
    throw failures.E_BASELINE_INVALID(
      { file, problems: [`is no JSON: ${(error as Error).message}`] },
      { cause: error },
    );
  }
}

const entryKeys: readonly string[] = ["rule", "file", "message", "fingerprint"];

function isEntry(value: unknown): value is BaselineEntry {
  if (!isFields(value) || Object.keys(value).length !== entryKeys.length) return false;
  const filled = entryKeys.every((key) => typeof value[key] === "string" && value[key] !== "");
  return filled && /^[0-9a-f]{16}$/u.test(String(value["fingerprint"]));
}
