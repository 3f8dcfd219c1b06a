import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Exec } from "@releaser/core";
import { cleanEnv, gpgTest, throwawayGpgKey, type ThrowawayGpgKey } from "@releaser/testkit";
import { expect, onTestFinished } from "vitest";
import {
  createSignedTag,
  type GpgKey,
  openGpgKey,
  renderVersionMessage,
  type SignedTagOptions,
  verifyCommit,
  verifyTag,
} from "../src/index.ts";
import { plan, producer, refusal, type SigningWorld, signingWorld } from "./world.ts";

const day = 86_400_000;

interface Ready {
  readonly world: SigningWorld;
  readonly made: ThrowawayGpgKey;
  readonly key: GpgKey;
  readonly request: SignedTagOptions;
}

async function ready(): Promise<Ready> {
  const world = await signingWorld();
  const made = throwawayGpgKey(world.tempDir);
  const key = await openGpgKey({ ...world, env: { ...world.env, RELEASER_SIGNING_KEY: made.secret } });
  onTestFinished(async () => await key.dispose());
  const tagger = { name: "T", email: "t@example.test", date: new Date() };
  const { git, exec, commit: object, allowedSigners } = world;
  const { trustedKeys } = made;
  const request = { git, exec, key, name: "v1.4.0", object, message: "v1.4.0\n", tagger, allowedSigners, trustedKeys };
  return { world, made, key, request };
}

/** Git's own judgement, with a keyring that has the public key alone. */
function gitVerifies({ world, made }: Ready, verb: "verify-commit" | "verify-tag", name: string): string {
  const home = join(world.tempDir, "k");
  execFileSync("mkdir", ["-m", "700", home]);
  const env = cleanEnv({ ...world.env, GNUPGHOME: home });
  execFileSync("gpg", ["--batch", "--quiet", "--no-autostart", "--import", made.trustedKeys], { env, stdio: "pipe" });
  return execFileSync("git", ["-C", world.dir, verb, "--raw", name], { env, encoding: "utf8", stdio: "pipe" });
}

gpgTest("a tag that OpenPGP signs is accepted by git and by us, and nothing of the key is left", async () => {
  const it = await ready();
  const { world, made, key, request } = it;
  const oid = await createSignedTag(request);
  gitVerifies(it, "verify-tag", "v1.4.0");
  expect(await verifyTag({ ...request, object: world.commit })).toMatchObject({
    ok: true,
    oid,
    signer: made.userId,
    fingerprint: made.fingerprint,
    message: "v1.4.0\n",
    problems: [],
  });
  expect(await createSignedTag(request)).toBe(oid);
  await key.dispose();
  expect(readdirSync(world.tempDir).filter((name) => name.startsWith("gpg-") && !name.endsWith(".asc"))).toEqual([]);
});

gpgTest("it counts for nobody who trusts SSH keys alone, or another key", async () => {
  const { world, request } = await ready();
  await createSignedTag(request);
  const stranger = throwawayGpgKey(world.tempDir, "stranger");
  const codes = async (trustedKeys: string | undefined): Promise<readonly string[]> =>
    (await verifyTag({ ...request, trustedKeys })).problems.map(({ code }) => code);
  expect(await codes(undefined)).toEqual(["E_TAG_SIGNATURE_BAD"]);
  expect(await codes(stranger.trustedKeys)).toEqual(["E_TAG_SIGNER_UNKNOWN"]);
  expect(await codes(join(world.tempDir, "none"))).toEqual(["E_SIGNERS_MISSING"]);
  writeFileSync(join(world.tempDir, "empty"), "");
  expect(await codes(join(world.tempDir, "empty"))).toEqual(["E_SIGNERS_MISSING"]);
});

gpgTest("one flipped character of it fails the verification", async () => {
  const { world, request } = await ready();
  await createSignedTag(request);
  const { git } = world;
  const { stdout: text } = await git.run(["cat-file", "tag", "v1.4.0"]);
  const armour = text.indexOf("-----BEGIN PGP");
  for (const at of [text.indexOf("tag v1") + 5, armour - 2, armour + 60, armour + 150]) {
    const flipped = text.slice(0, at) + (text.charAt(at) === "A" ? "B" : "A") + text.slice(at + 1);
    const oid = await git.text(["hash-object", "-t", "tag", "-w", "--literally", "--stdin"], { input: flipped });
    expect((await verifyTag({ ...request, oid })).ok).toBe(false);
  }
});

gpgTest("a key counts as of the tag's date: one that expired since, and not one that had expired", async () => {
  const { world, request } = await ready();
  const made = new Date(Date.now() - 10 * day);
  const old = throwawayGpgKey(world.tempDir, "old", { made, expires: `seconds=${(5 * day) / 1000}` });
  const env = { ...world.env, RELEASER_SIGNING_KEY: old.secret };
  expect(await refusal(openGpgKey({ ...world, env }))).toMatchObject({ code: "E_SIGNING_KEY_MISSING", exit: 9 });

  const home = join(world.tempDir, "old");
  execFileSync("mkdir", ["-m", "700", home]);
  const gpg = (args: readonly string[], input: string): string =>
    execFileSync("gpg", ["--homedir", home, "--batch", "--quiet", ...args], { input, encoding: "utf8", stdio: "pipe" });
  gpg(["--import"], old.secret);
  const forge = async (date: Date, signed = date): Promise<readonly string[]> => {
    const seconds = Math.floor(date.getTime() / 1000);
    const payload = `object ${world.commit}\ntype commit\ntag v1.4.0\ntagger T <t@example.test> ${seconds} +0000\n\nv\n`;
    const time = `--faked-system-time=${Math.floor(signed.getTime() / 1000)}!`;
    const signature = gpg([time, "--detach-sign", "--armor", "--output=-"], payload);
    const oid = await world.git.text(["hash-object", "-t", "tag", "-w", "--stdin"], { input: payload + signature });
    const verified = await verifyTag({ ...request, trustedKeys: old.trustedKeys, oid });
    return verified.problems.map(({ code }) => code).filter((code) => code !== "E_TAG_BACKDATED");
  };
  expect(await forge(new Date(made.getTime() + 2 * day))).toEqual([]);
  expect(await forge(new Date(made.getTime() + 8 * day), new Date(made.getTime() + 2 * day))).toEqual([
    "E_TAG_KEY_EXPIRED",
  ]);
  execFileSync("gpgconf", ["--homedir", home, "--kill", "all"]);
});

gpgTest("it fails closed: no key, a passphrase, garbage, a gpg that lies; no reference is left", async () => {
  const { world, request } = await ready();
  const locked = throwawayGpgKey(world.tempDir, "locked", { passphrase: "secret" });
  const keys = [locked.secret, "0123456789ABCDEF", "--version", "-----BEGIN PGP PRIVATE KEY BLOCK-----\nx", world.key];
  for (const RELEASER_SIGNING_KEY of keys) {
    const env = { ...world.env, GNUPGHOME: join(world.tempDir, "nobody"), RELEASER_SIGNING_KEY };
    const failure = await refusal(openGpgKey({ ...world, env }));
    expect(failure).toMatchObject({ code: "E_SIGNING_KEY_MISSING", exit: 9 });
    expect(JSON.stringify(failure)).not.toContain("PRIVATE KEY");
  }
  const signature =
    (stdout: string, stderr: string): Exec =>
    async (program, args, options) =>
      args.includes("--detach-sign")
        ? { code: 0, stdout, stderr, timedOut: false }
        : await world.exec(program, args, options);
  const armour = "-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n";
  for (const exec of [
    signature("", ""),
    signature(armour, ""),
    signature(armour, "[GNUPG:] SIG_CREATED D 22 8 00 1 F\n"),
  ]) {
    expect((await refusal(createSignedTag({ ...request, exec }))).exit).toBe(9);
  }
  const swapping: Exec = async (program, args, options) =>
    await world.exec(program, args, args.includes("--detach-sign") ? { ...options, input: "another text" } : options);
  expect(await refusal(createSignedTag({ ...request, exec: swapping }))).toMatchObject({ code: "E_TAG_NOT_VERIFIED" });
  expect(await world.git.text(["for-each-ref", "refs/tags"])).toBe("");
});

gpgTest("a version commit that OpenPGP signs is judged by the trusted keys", async () => {
  const { world, made, key, request } = await ready();
  const bare = plan({ decisions: [], capsules: [] });
  const { git, exec, allowedSigners } = world;
  const input = renderVersionMessage(bare, producer);
  const home = key.home ?? "";
  // The hardened git signs with SSH alone, so this is another one.
  execFileSync(
    "git",
    [
      "-C",
      world.dir,
      "-c",
      `user.signingkey=${made.fingerprint}`,
      "commit",
      "-qS",
      "--allow-empty",
      "--cleanup=verbatim",
      "-F-",
    ],
    {
      input,
      env: cleanEnv({ ...world.env, GNUPGHOME: home }),
      stdio: "pipe",
    },
  );
  const commit = await git.text(["rev-parse", "HEAD"]);
  const options = { git, exec, allowedSigners, commit, plan: bare, requireSignature: true };
  expect(await verifyCommit({ ...options, trustedKeys: request.trustedKeys })).toMatchObject({
    ok: true,
    signer: made.userId,
  });
  expect((await verifyCommit(options)).problems.map(({ code }) => code)).toEqual(["E_COMMIT_SIGNER"]);
  expect(readFileSync(made.trustedKeys, "utf8")).toContain("PUBLIC KEY");
  await key.dispose();
});
