import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openExec } from "@releaser/workspace";
import { describe, expect, test } from "vitest";

const exec = openExec();

describe("openExec", () => {
  test("gives code and streams, whatever the code", async () => {
    const result = await exec("sh", ["-c", "cat; echo wrong >&2; exit 3"], { input: "in" });
    expect(result).toEqual({ code: 3, stdout: "in", stderr: "wrong\n", timedOut: false });
  });

  test("rejects where there is no such program", async () => {
    await expect(exec("no-such-program-anywhere", [])).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("no shell looks at the arguments", async () => {
    expect((await exec("printf", ["%s", "$(id) `id` ; &&"])).stdout).toBe("$(id) `id` ; &&");
  });

  test("a program that never reads its input does no harm", async () => {
    expect((await exec("true", [], { input: "x".repeat(1_000_000) })).code).toBe(0);
  });

  test("hands chunks on as they come, and a character is never cut in two", async () => {
    const chunks: string[] = [];
    await exec("sh", ["-c", String.raw`printf '\303'; sleep 0.1; printf '\244'`], {
      onOutput: (chunk) => void chunks.push(chunk),
    });
    expect(chunks.join("")).toBe("ä");
  });

  test("taken down together, nothing is lost of a program that ends before it was listened to", async () => {
    const script = 'for (let n = 1; n <= 5000; n += 1) console[n % 2 ? "log" : "error"]("line", n); process.exit(1);';
    const running = exec(process.execPath, ["-e", script], { together: true });
    // Nobody reads while the child writes all of it and ends.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
    const { code, stdout, stderr } = await running;
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toBe(Array.from({ length: 5000 }, (_, index) => `line ${index + 1}\n`).join(""));
  });

  test("taken down together, what was written before the timeout is there, and a character is whole", async () => {
    const result = await exec("sh", ["-c", String.raw`printf '\303'; sleep 0.1; printf '\244'; sleep 300`], {
      together: true,
      timeout: 500,
    });
    expect(result).toEqual({ code: undefined, stdout: "ä", stderr: "", timedOut: true });
    await expect(exec("no-such-program-anywhere", [], { together: true })).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("who never stops printing is ended, and it is told as an error; taken down together the end of it is there", async () => {
    await expect(exec("yes", ["x".repeat(1000)])).rejects.toThrow("yes printed more than 268435456 characters");
    const result = await exec("sh", ["-c", "head -c 80000000 /dev/zero | tr '\\0' x; echo; echo the end"], {
      together: true,
    });
    expect([result.code, result.stdout.length]).toEqual([0, 2 ** 26]);
    expect(result.stdout).toMatch(/x\nthe end\n$/u);
  });

  test("the timeout kills grandchildren too", async () => {
    const result = await exec("sh", ["-c", "sleep 300 & echo $!; wait"], { timeout: 200 });
    expect(result).toMatchObject({ code: undefined, timedOut: true });
    expect(await ends(Number(result.stdout))).toBe(true);
  });

  test("who ignores SIGTERM is killed a second later", async () => {
    const result = await exec("sh", ["-c", "trap '' TERM; sleep 300 & echo $!; while :; do sleep 300; done"], {
      timeout: 200,
    });
    expect(result).toMatchObject({ code: undefined, timedOut: true });
    expect(await ends(Number(result.stdout))).toBe(true);
  });

  test("the timeout kills who left the group too", async () => {
    const result = await exec("sh", ["-c", "setsid sh -c 'echo $$; exec sleep 300' & wait"], { timeout: 700 });
    expect(result).toMatchObject({ code: undefined, timedOut: true });
    expect(await ends(Number(result.stdout))).toBe(true);
  });

  test("abort kills the group, also where it comes before the start", async () => {
    const abort = new AbortController();
    const running = exec("sh", ["-c", "sleep 300 & echo $!; wait"], {
      signal: abort.signal,
      onOutput: () => abort.abort(),
    });
    const result = await running;
    expect(result).toMatchObject({ code: undefined, timedOut: false });
    expect(await ends(Number(result.stdout))).toBe(true);
    expect(await exec("sh", ["-c", "echo started"], { signal: abort.signal })).toMatchObject({
      code: undefined,
      stdout: "",
    });
  });

  test("what a program leaves running in its group ends with it", async () => {
    const result = await exec("sh", ["-c", "sleep 300 & echo $!"]);
    expect(result.code).toBe(0);
    expect(await ends(Number(result.stdout))).toBe(true);
  });

  test("who left the group and holds the pipes open is not waited for", async () => {
    const result = await exec("sh", ["-c", "setsid sleep 600 & sleep 0.5; echo $!"]);
    expect(process.kill(Number(result.stdout), "SIGKILL")).toBe(true);
  });

  test("the default environment is the caller's without what could steer a child", async () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      NODE_OPTIONS: "--no-warnings",
      GIT_DIR: "/nowhere",
      npm_lifecycle_event: "x",
      GIT_AUTHOR_NAME: "A",
      KEPT: "1",
    });
    try {
      const { stdout } = await exec("env", []);
      expect(stdout).toContain("KEPT=1");
      expect(stdout).toContain("GIT_AUTHOR_NAME=A");
      expect(stdout).not.toMatch(/^(?:NODE_OPTIONS|GIT_DIR|npm_lifecycle_event)=/mu);
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
    }
  });
});

/** Whether a process ends within two seconds; one that only waits to be collected by its parent has ended. */
async function ends(pid: number): Promise<boolean> {
  expect(pid).toBeGreaterThan(1);
  for (let tries = 0; tries < 40; tries += 1) {
    if (!isAlive(pid)) return true;
    await sleep(50);
  }
  return false;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/u.test(statOf(pid));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}

function statOf(pid: number): string {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
