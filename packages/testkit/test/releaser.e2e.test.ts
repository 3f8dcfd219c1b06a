import { expect, test } from "vitest";
import { startProgram } from "../src/index.ts";

const node = (script: string): [string, ...string[]] => [process.execPath, "-e", script];

test("a program's words, input and exit code come back", async () => {
  const script =
    "process.stdin.on('data', (d) => { console.log('got ' + d); console.error('err'); process.exitCode = 7 })";
  expect(await startProgram(node(script), { input: "hello" }).done).toEqual({
    code: 7,
    signal: undefined,
    stdout: "got hello\n",
    stderr: "err\n",
  });
});

test("it is killed, with its children, when a line appears", async () => {
  const script = `
    require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
    console.log("started");
    setInterval(() => {}, 1000);`;
  const running = startProgram(node(script));
  await running.line(/^started$/u);
  running.kill("SIGKILL", { group: true });
  // The streams close only when the child, which has inherited them, is gone too.
  expect(await running.done).toMatchObject({ code: undefined, signal: "SIGKILL" });
});

test("waiting for a line that never comes ends with the program", async () => {
  await expect(startProgram(node("console.log('other')")).line(/never/u)).rejects.toThrow("other");
});

test("a program that outlives its time is killed", async () => {
  expect((await startProgram(node("setInterval(() => {}, 1000)"), { timeout: 200 }).done).signal).toBe("SIGKILL");
});

test("what could steer a child does not reach it", async () => {
  process.env["GITHUB_TOKEN"] = "secret";
  const { stdout } = await startProgram(node("console.log(process.env.GITHUB_TOKEN, process.env.MORE)"), {
    env: { MORE: "yes" },
  }).done;
  delete process.env["GITHUB_TOKEN"];
  expect(stdout).toBe("undefined yes\n");
});
