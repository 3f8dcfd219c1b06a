import { type Plan, digestPlan } from "@releaser/core";
import { failures } from "../failures.ts";
import { isObject } from "../parse-json.ts";

/** What is wrong with a value that stands at a pointer; nothing where it is right. */
type Check = (value: unknown, pointer: string) => readonly string[];

const largest = 16 * 1024 * 1024;

/** A plan from its text. Throws `E_PLAN_INVALID` with everything that is wrong with its shape, `E_PLAN_ALTERED` where its content does not have its digest or key. */
export function parsePlan(text: string): Plan {
  const parsed = text.length > largest ? undefined : attempt(text);
  if (parsed === undefined) throw failures.E_PLAN_INVALID({ problems: ["it is no JSON"] });
  const problems = planShape(parsed, "");
  if (problems.length > 0) throw failures.E_PLAN_INVALID({ problems: problems.slice(0, 20) });
  const plan = parsed as Plan;
  const wrong = [...checkDigest(plan), ...checkKey(plan)];
  if (wrong.length > 0) throw failures.E_PLAN_ALTERED({ problems: wrong });
  return plan;
}

function attempt(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function checkDigest(plan: Plan): readonly string[] {
  const { digest, ...open } = plan;
  const computed = digestPlan(open);
  return computed === digest ? [] : [`its digest is ${digest}, its content has ${computed}`];
}

function checkKey({ key, train, digest }: Plan): readonly string[] {
  const expected = train?.to ?? `r-${digest.slice(0, 12)}`;
  return key === expected ? [] : [`its key is ${key}, and should be ${expected}`];
}

const text: Check = (value, pointer) => (typeof value === "string" ? [] : [`${pointer} is no text`]);
const truth: Check = (value, pointer) => (typeof value === "boolean" ? [] : [`${pointer} is neither true nor false`]);
const bump = oneOf("major", "minor", "none", "patch");

function oneOf(...words: readonly string[]): Check {
  return (value, pointer) =>
    words.some((word) => word === value) ? [] : [`${pointer} is none of ${words.join(", ")}`];
}

function orNull(check: Check): Check {
  return (value, pointer) => (value === null ? [] : check(value, pointer));
}

function listOf(check: Check): Check {
  return (value, pointer) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => check(item, `${pointer}/${index}`))
      : [`${pointer} is no list`];
}

function objectOf(members: Readonly<Record<string, Check>>): Check {
  return (value, pointer) => {
    if (!isObject(value)) return [`${pointer || "it"} is no object`];
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(members, name));
    return [
      ...Object.entries(members).flatMap(([name, check]) => check(value[name], `${pointer}/${name}`)),
      ...unknown.map((name) => `${pointer}/${name} is no member of a plan`),
    ];
  };
}

const causeShapes: Readonly<Record<string, Check>> = {
  changeset: objectOf({ kind: text, id: text }),
  dependency: objectOf({ kind: text, of: text, range: text, field: text }),
  fixed: objectOf({ kind: text, group: listOf(text), by: text }),
  linked: objectOf({ kind: text, group: listOf(text), by: text }),
  peer: objectOf({ kind: text, of: text, range: text }),
};

const cause: Check = (value, pointer) => {
  const kind = isObject(value) ? value["kind"] : undefined;
  const shape = typeof kind === "string" && Object.hasOwn(causeShapes, kind) ? causeShapes[kind] : undefined;
  return shape === undefined ? [`${pointer} is no cause that Releaser knows`] : shape(value, pointer);
};

const planShape: Check = objectOf({
  schema: oneOf("release-plan.v1"),
  key: text,
  train: orNull(objectOf({ from: text, to: text, bump, tag: text, owner: text })),
  branch: text,
  planner: objectOf({ name: text, version: text, from: oneOf("bundled", "workspace") }),
  packer: text,
  releases: listOf(
    objectOf({
      name: text,
      dir: orNull(text),
      private: truth,
      from: orNull(text),
      to: orNull(text),
      bump,
      causes: listOf(cause),
    }),
  ),
  changesets: listOf(
    objectOf({
      id: text,
      summary: text,
      releases: listOf(objectOf({ name: text, type: bump })),
      decisions: listOf(text),
      capsules: listOf(text),
    }),
  ),
  decisions: listOf(text),
  capsules: listOf(text),
  producer: text,
  rollback: listOf(text),
  digest: text,
});
