import type { Clock } from "@releaser/core";
import { describe, expect, test } from "vitest";
import { chooseCanaries, commandsOf } from "../src/smoke/canaries.ts";
import { judgeInstall } from "../src/smoke/judge-install.ts";
import { patience, patiently } from "../src/smoke/patience.ts";
import { describeSmoke, parseSmoke } from "../src/smoke/smoke-record.ts";

describe("which commands of what was published are tried", () => {
  const installed = [
    { name: "@acme/cli", bin: { acme: "./bin.js", "acme-fix": "./fix.js" } },
    { name: "@acme/tool", bin: "./tool.js" },
    { name: "@acme/core", bin: undefined },
  ];

  test("each with --version unless told, none where they are turned off", () => {
    expect(chooseCanaries(installed, undefined)).toEqual({
      run: [
        { command: "acme --version", words: ["acme", "--version"] },
        { command: "acme-fix --version", words: ["acme-fix", "--version"] },
        { command: "tool --version", words: ["tool", "--version"] },
      ],
      absent: [],
    });
    expect(chooseCanaries(installed, false)).toEqual({ run: [], absent: [] });
  });

  test("of those that are told only what a package of the release has; the others are named", () => {
    expect(chooseCanaries(installed, ["acme help 'a b'", "npm --version"])).toEqual({
      run: [{ command: "acme help 'a b'", words: ["acme", "help", "a b"] }],
      absent: ["npm --version"],
    });
  });

  test("a name that leads out of the folder of commands is none", () => {
    const bin = { "../../x": "x", "..": "x", "a b": "x", "": "x", fine: "x" };
    expect(commandsOf({ name: "a", bin })).toEqual(["x", "fine"]);
  });
});

describe("what npm says of an installation", () => {
  const judge = (stderr: string): unknown => judgeInstall({ code: 1, stdout: "", stderr });

  test.each(["E404", "ETARGET", "E503", "E429", "ECONNRESET", "ETIMEDOUT", "EAI_AGAIN", "UND_ERR_SOCKET"])(
    "%s may be mended by waiting",
    (code) => {
      expect(judge(`npm error code ${code}\nnpm error notarget No matching version\n`)).toEqual({
        is: "waits",
        why: "npm install: notarget No matching version",
      });
    },
  );

  test("other bytes are told apart from what cannot be installed", () => {
    expect(judge("npm error code EINTEGRITY\nnpm error sha512-x integrity checksum failed\n")).toMatchObject({
      is: "tampered",
    });
    expect(judge("npm error code ERESOLVE\nnpm error could not resolve\n")).toMatchObject({ is: "failed" });
    expect(judge("npm error code E401\nnpm error Incorrect or missing password.\n")).toMatchObject({ is: "failed" });
    expect(judgeInstall({ code: 0, stdout: "", stderr: "npm error code E404" })).toEqual({ is: "installed" });
  });
});

describe("patience", () => {
  function slowClock(): { readonly clock: Clock; readonly pauses: number[] } {
    const pauses: number[] = [];
    const elapsed = (): number => pauses.reduce((sum, one) => sum + one, 0);
    const sleep = async (milliseconds: number): Promise<void> => void pauses.push(await Promise.resolve(milliseconds));
    return { pauses, clock: { now: () => new Date(0), elapsed, sleep } };
  }
  const { signal } = new AbortController();

  test("what comes in the end is waited for, and each wait is told", async () => {
    const { clock, pauses } = slowClock();
    const told: string[] = [];
    let tries = 0;
    const wait = (why: string): void => void told.push(why);
    const came = await patiently({ clock, signal, wait }, () => {
      tries += 1;
      const left = 4 - tries;
      return Promise.resolve(left === 0 ? { is: "done", value: "it" } : { is: "waits", why: `${left} left` });
    });
    expect([came, told, pauses]).toEqual(["it", ["3 left", "2 left", "1 left"], [1000, 2000, 4000]]);
  });

  test("ends after a quarter of an hour to the millisecond, with what was waited for", async () => {
    const { clock, pauses } = slowClock();
    const ended = patiently({ clock, signal, wait: () => {} }, () =>
      Promise.resolve({ is: "waits", why: "waits for a@1.0.0" }),
    );
    await expect(ended).rejects.toMatchObject({
      failure: { code: "E_SMOKE_UNAVAILABLE", exit: 5, retryable: true, why: "waits for a@1.0.0" },
    });
    expect([clock.elapsed(), patience, Math.max(...pauses)]).toEqual([900_000, 900_000, 30_000]);
  });
});

describe("a smoke record", () => {
  const text = JSON.stringify({
    schema: "smoke-record.v1",
    installed: ["a@1.0.0"],
    compared: ["b@1.0.0"],
    scripts: [],
  });

  test("of before commands were tried is read as one without", () => {
    const record = parseSmoke(text);
    expect(record && describeSmoke(record)).toBe(
      "1 installed, 0 smoke scripts passed, 1 compared by bytes: no entry point",
    );
  });

  test("tells how many commands answered", () => {
    const canaries = [{ command: "a --version", exit: 0, ms: 1 }];
    expect(describeSmoke({ installed: [], scripts: [], canaries })).toContain("1 command answered");
  });

  test("is none where it is of another kind, or no JSON", () => {
    expect([parseSmoke('{"schema":"smoke-record.v2"}'), parseSmoke("{")]).toEqual([undefined, undefined]);
  });
});
