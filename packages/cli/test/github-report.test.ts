import type { Failure, Outcome } from "@releaser/core";
import { hostileText, toHtml, toProse } from "@releaser/testkit/markdown";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Result } from "../src/status-document.ts";
import { renderFailureAnnotations, renderStepSummary } from "../src/terminal/github-report.ts";

const denied: Failure = {
  code: "E_NPM_AUTH",
  exit: 9,
  what: "the registry takes no publication of @acme/core",
  why: "it answers 403\nthe token may only read",
  who: "Integrator/Owner",
  next: "give the token the right to write, then type the same command again",
  retryable: true,
};

const outcome = (id: string, more: Partial<Outcome> = {}): Outcome => ({
  id,
  stage: "published",
  title: `making ${id}`,
  verdict: "held",
  attempts: 0,
  ms: 1,
  ...more,
});

const release = { key: "1.4.0", tag: "v1.4.0", digest: "a".repeat(64) };

describe("the summary of a step", () => {
  test("says where the release stands, what failed, whose turn it is and what comes next", () => {
    const outcomes = [
      outcome("tag:v1.4.0", { note: "signed by releaser@acme.test" }),
      outcome("npm:@acme/core@1.4.0", { verdict: "failed", failure: denied }),
    ];
    expect(
      renderStepSummary({ verb: "publish", release, outcomes, next: "releaser announce 1.4.0" })
        .trimEnd()
        .split("\n\n"),
    ).toEqual([
      "### releaser publish of `v1.4.0`: 1 of 2 hold",
      [
        "|  | what |  |",
        "| --- | --- | --- |",
        "| ✓ | `tag:v1.4.0` | signed by `releaser@acme.test` |",
        "| ✗ | `npm:@acme/core@1.4.0` | `E_NPM_AUTH` |",
      ].join("\n"),
      "**✗ `E_NPM_AUTH`** the registry takes no publication of `@acme/core`",
      "```text\nit answers 403\nthe token may only read\n```",
      "→ **`Integrator/Owner`**: give the token the right to write, then type the same command again",
    ]);
  });

  test("of what holds ends with what to type next, and with what people can type", () => {
    const commands = [{ id: "x", command: "npm deprecate a@1.0.0 'no'", who: "a maintainer" }];
    const text = renderStepSummary({
      verb: "announce",
      release,
      outcomes: [outcome("a")],
      commands,
      next: "releaser status",
    });
    expect(text).toMatch(/^- `npm deprecate a@1\.0\.0 'no'`: a maintainer$/mu);
    expect(text).toMatch(/\nNext: releaser status\n\n$/u);
  });

  test("of a train of hundreds shows what does not hold yet, and says how many more there are", () => {
    const outcomes = Array.from({ length: 300 }, (_, index) =>
      outcome(`npm:${index}`, index === 7 ? { verdict: "absent" } : {}),
    );
    const text = renderStepSummary({ verb: "status", release, outcomes });
    expect([text.match(/^\| ✗ \| `npm:7` \|/gmu)?.length, text.match(/`npm:/gu)?.length]).toEqual([1, 1]);
    expect(text).toContain("\n299 more are in the log.\n");
    const none = outcomes.map((one) => ({ ...one, verdict: "absent" }) as const);
    expect(renderStepSummary({ verb: "status", release, outcomes: none }).match(/`npm:/gu)).toHaveLength(100);
  });

  test("shows what failures say and nothing else, whatever they hold", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (what, why) => {
        const result: Result = { verb: "publish", outcomes: [], failures: [{ ...denied, what, why }] };
        const html = toHtml(renderStepSummary(result));
        expect(html.match(/<(?!\/?(?:(?:h3|p|strong|code|pre)|code class="language-text")>)/gu)).toBeNull();
        expect(toProse(html).join("\n")).not.toMatch(/@\w/u);
      }),
    );
  });
});

describe("annotations", () => {
  test("have the failure's code, reason, owner and next step", () => {
    expect(renderFailureAnnotations([denied])).toBe(
      "::error title=E_NPM_AUTH%3A the registry takes no publication of @acme/core::it answers 403%0Athe token may only read%0A→ Integrator/Owner: give the token the right to write, then type the same command again",
    );
  });

  test("are as many as GitHub shows, one line each, and start no command but their own", () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 14 }), (texts) => {
        const many = texts.map((text) => ({
          ...denied,
          what: text,
          why: `${text}\n::set-output name=x::y\r\n##[error]z`,
        }));
        const lines = renderFailureAnnotations(many).split("\n");
        expect(lines).toHaveLength(Math.min(texts.length, 10));
        for (const line of lines) {
          expect(line).toMatch(/^::error title=[^:,\r]*::/u);
          expect(line.slice(2)).not.toMatch(/##\[|%0A\s*::/u);
        }
      }),
    );
  });
});
