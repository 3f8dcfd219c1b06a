import { coreFailures, type Outcome } from "@releaser/core";
import { expect, test } from "vitest";
import { openPrinter } from "../src/terminal/printer.ts";

const held: Outcome = {
  id: "npm:@acme/core@1.4.0",
  stage: "published",
  title: "",
  verdict: "held",
  attempts: 0,
  ms: 12,
};

function printed(color: boolean, ...outcomes: readonly Partial<Outcome>[]): string {
  const texts: string[] = [];
  const printer = openPrinter({ write: (text) => void texts.push(text), color });
  for (const outcome of outcomes) printer.event({ type: "ended", outcome: { ...held, ...outcome } });
  return texts.join("");
}

test("each fact that ended is one line with what it is, what is known of it, and whether it was so already", () => {
  expect(
    printed(
      false,
      { note: "sha512 equal" },
      { verdict: "applied", note: "sha512 equal", ms: 6123 },
      { verdict: "applied", note: "sha512 equal", ms: 99 },
      { verdict: "absent" },
      { verdict: "blocked", note: "waits for push:v1.4.0" },
      { verdict: "held", stage: "verified", id: "clean:tag", note: "git accepts it" },
      { verdict: "superseded", note: "1.5.0 is latest" },
      { verdict: "pending" },
    ).split("\n"),
  ).toEqual([
    "  ✓ npm       @acme/core@1.4.0                   sha512 equal  already",
    "  ✓ npm       @acme/core@1.4.0                   sha512 equal  6.1 s",
    "  ✓ npm       @acme/core@1.4.0                   sha512 equal",
    "  · npm       @acme/core@1.4.0                     not yet",
    "  · npm       @acme/core@1.4.0                   waits for push:v1.4.0",
    "  ✓ clean     tag                                git accepts it",
    "  ✓ npm       @acme/core@1.4.0                   1.5.0 is latest  superseded",
    "  … npm       @acme/core@1.4.0                     waits",
    "",
  ]);
});

test("a failure is told below its line with what, why, who and what to type next", () => {
  const { failure } = coreFailures.E_CREDENTIALS({ id: "npm:x", why: "401\nUnauthorized" });
  expect(printed(false, { verdict: "failed", failure, note: "not this" })).toBe(
    [
      "  ✗ npm       @acme/core@1.4.0                   E_CREDENTIALS",
      `      ${failure.what}`,
      "      401",
      "      Unauthorized",
      `      → Integrator/Owner: ${failure.next}`,
      "",
    ].join("\n"),
  );
});

test("a retry says why and when, a wait what for, once; what merely began says nothing", () => {
  const texts: string[] = [];
  const printer = openPrinter({ write: (text) => void texts.push(text), color: false });
  printer.event({ type: "started", id: "npm:x", title: "publishing" });
  for (const why of ["not there yet", "not there yet", "waits for\ny@1.0.0"]) {
    printer.event({ type: "waiting", id: "npm:x", why });
  }
  printer.event({ type: "retrying", id: "npm:x", attempt: 1, why: "409\nTLOG", ms: 1500 });
  expect(texts).toEqual([
    "  … npm:x: not there yet\n",
    "  … npm:x: waits for y@1.0.0\n",
    "  ↻ npm:x: 409 TLOG; again in 1.5 s\n",
  ]);
});

test("what a failure quotes is no command of a workflow", () => {
  const texts: string[] = [];
  const printer = openPrinter({ write: (text) => void texts.push(text), color: false });
  const { failure } = coreFailures.E_BUG({ where: "a test", error: "first\n::add-mask::core\n ##[error]x" });
  printer.failure(failure);
  expect(texts.join("")).toContain("\\u{3a}:add-mask::core");
  expect(texts.join("")).not.toMatch(/^\s*::|##\[/mu);
});

test("colours are there when asked for and change no word", () => {
  const { failure } = coreFailures.E_CONFLICT({ id: "tag:v1", why: "other" });
  const outcomes = [{ note: "equal" }, { verdict: "conflict", failure }] as const;
  const colored = printed(true, ...outcomes);
  // oxlint-disable-next-line no-control-regex -- the escapes are what is looked for
  const escapes = /\u001b\[\d+m/gu;
  expect(colored).toMatch(escapes);
  expect(colored.replaceAll(escapes, "")).toBe(printed(false, ...outcomes));
});

test("what others wrote stays on its line and drives no terminal", () => {
  const lines = printed(false, { id: "npm:evil\u001b[2J\nnext", note: "one\n✓ two\u202e\u0007" });
  expect(lines.split("\n")).toHaveLength(2);
  // oxlint-disable-next-line no-control-regex -- the controls are what must not be there
  expect(lines).not.toMatch(/[\u001b\u202e\u0007]/u);
});

test("what else a preflight found is told below, each with its code and its owner", () => {
  const { failure } = coreFailures.E_CREDENTIALS({ id: "npm:x", why: "401" });
  const { failure: second } = coreFailures.E_CONFLICT({ id: "npm:y", why: "other bytes" });
  expect(
    printed(false, { verdict: "failed", failure, further: [second] })
      .split("\n")
      .slice(4),
  ).toEqual([`✗ E_CONFLICT  ${second.what}`, "    other bytes", `    → Owner: ${second.next}`, ""]);
});
