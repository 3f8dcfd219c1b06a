import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { throwawayKey } from "@releaser/testkit";
import { describe, expect, onTestFinished, test } from "vitest";
import { openSigningKey, type SshKey } from "../src/index.ts";
import { refusal, type SigningWorld, signingWorld } from "./world.ts";

const open = (world: SigningWorld, env: Readonly<Record<string, string>>): Promise<SshKey> =>
  openSigningKey({ ...world, env: { ...world.env, ...env } });

describe("a key that signs", () => {
  test("by path: nothing is written, and disposing leaves the user's key", async () => {
    const world = await signingWorld();
    const key = await open(world, { RELEASER_SIGNING_KEY: world.key });
    const listed = execFileSync("ssh-keygen", ["-l", "-f", world.publicKey], { encoding: "utf8" });
    expect(key).toMatchObject({ path: world.key, fingerprint: listed.split(" ")[1] });
    expect(readFileSync(world.publicKey, "utf8")).toContain(key.publicKey);
    await key.dispose();
    expect(existsSync(world.key)).toBe(true);
  });

  test("by its text, with CRLF and no last newline: a private file that disposing removes", async () => {
    const world = await signingWorld();
    const before = readdirSync(world.tempDir);
    const text = readFileSync(world.key, "utf8").trimEnd().replaceAll("\n", "\r\n");
    const key = await open(world, { RELEASER_SIGNING_KEY: text });
    expect(statSync(key.path).mode & 0o777).toBe(0o600);
    expect(statSync(join(key.path, "..")).mode & 0o777).toBe(0o700);
    await key.dispose();
    expect(readdirSync(world.tempDir)).toEqual(before);
  });

  test("from git's user.signingkey: a path, and one below the home", async () => {
    const world = await signingWorld();
    await world.git.text(["config", "user.signingkey", world.key]);
    expect((await open(world, {})).path).toBe(world.key);
    await world.git.text(["config", "user.signingkey", "~/signing-key"]);
    expect((await open(world, { HOME: world.tempDir })).path).toBe(world.key);
  });

  test("from an agent, named by its public half", async () => {
    const world = await signingWorld();
    const env = await startAgent(world);
    execFileSync("ssh-add", ["-q", world.key], { env: { ...world.env, ...env }, stdio: "pipe" });
    rmSync(world.key);
    await world.git.text(["config", "user.signingkey", `key::${readFileSync(world.publicKey, "utf8").trim()}`]);
    const key = await open(world, env);
    expect(readFileSync(world.publicKey, "utf8")).toContain(key.publicKey);
    await key.dispose();
  });
});

describe("a key that does not sign is missing, exit 9", () => {
  const cases: readonly (readonly [
    string,
    (world: SigningWorld) => Promise<Record<string, string>> | Record<string, string>,
    RegExp,
  ])[] = [
    ["none is named", () => ({}), /neither RELEASER_SIGNING_KEY nor git's user.signingkey/u],
    ["no such file", (world) => ({ RELEASER_SIGNING_KEY: join(world.tempDir, "gone") }), /there is no file/u],
    [
      "readable by others",
      (world) => {
        chmodSync(world.key, 0o644);
        return { RELEASER_SIGNING_KEY: world.key };
      },
      /bad permissions|too open|private key/iu,
    ],
    ["with a passphrase", (world) => ({ RELEASER_SIGNING_KEY: withPassphrase(world) }), /passphrase/u],
    [
      "the text of one with a passphrase",
      (world) => ({ RELEASER_SIGNING_KEY: readFileSync(withPassphrase(world), "utf8") }),
      /passphrase/u,
    ],
    [
      "garbage",
      () => ({ RELEASER_SIGNING_KEY: "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----" }),
      /./u,
    ],
    [
      "the agent is gone",
      (world) => ({
        RELEASER_SIGNING_KEY: readFileSync(world.publicKey, "utf8"),
        SSH_AUTH_SOCK: join(world.tempDir, "no-agent"),
      }),
      /agent|private key/iu,
    ],
  ];
  test("ssh-keygen is not installed", async () => {
    const world = await signingWorld();
    const env = { RELEASER_SIGNING_KEY: world.key, PATH: world.tempDir };
    const failure = await refusal(open(world, env));
    expect(failure).toMatchObject({ exit: 9, what: expect.stringContaining("ssh-keygen is not installed") });
  });

  test.each(cases)("%s", async (_, toEnv, reason) => {
    const world = await signingWorld();
    const env = await toEnv(world);
    const before = readdirSync(world.tempDir);
    const failure = await refusal(open(world, env));
    expect(failure).toMatchObject({ code: "E_SIGNING_KEY_MISSING", exit: 9, who: "Integrator/Owner" });
    expect(failure.what).toMatch(reason);
    expect(JSON.stringify(failure)).not.toMatch(/AAAA|PRIVATE KEY/u);
    expect(readdirSync(world.tempDir)).toEqual(before);
  });
});

function withPassphrase(world: SigningWorld): string {
  const { key } = throwawayKey(world.tempDir, "locked");
  execFileSync("ssh-keygen", ["-q", "-p", "-P", "", "-N", "secret", "-f", key], { stdio: "pipe" });
  return key;
}

async function startAgent(world: SigningWorld): Promise<{ readonly SSH_AUTH_SOCK: string }> {
  const socket = join(world.tempDir, "agent");
  const agent = spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" });
  onTestFinished(() => void agent.kill());
  await expect.poll(() => existsSync(socket)).toBe(true);
  return { SSH_AUTH_SOCK: socket };
}
