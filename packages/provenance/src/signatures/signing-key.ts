import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { safeLine } from "@releaser/core";
import { failures } from "../failures.ts";
import { findSource, type KeySource, type SigningKeyOptions } from "./key-source.ts";
import { parseSshSignature } from "./ssh-signature.ts";
import { signText } from "./ssh-keygen.ts";

/** An SSH key that has just been seen to sign. */
export interface SshKey {
  readonly format: "ssh";
  /** What `ssh-keygen -f` takes. */
  readonly path: string;
  /** `<type> <base64>`. */
  readonly publicKey: string;
  /** `SHA256:<base64>`. */
  readonly fingerprint: string;
  /** Removes whatever was written for it; the user's own files stay. */
  dispose(): Promise<void>;
}

/**
 * The key of `RELEASER_SIGNING_KEY` (a path or the key's text), else of git's `user.signingkey` (a path, or a public key
 * whose private half the agent holds). It signs once, in a namespace that git does not accept, so that a passphrase, bad
 * permissions or a missing agent are known before a release begins.
 * @throws E_SIGNING_KEY_MISSING
 */
export async function openSigningKey(options: SigningKeyOptions): Promise<SshKey> {
  const found = await findSource(options);
  const { path, dispose } = isKeyText(found.value)
    ? await writeKey(found.value, options.tempDir)
    : { path: await checkPath(found, options), dispose: async () => undefined };
  const signed = await signText(options.exec, { path, namespace: "probe@releaser", text: "probe", env: options.env });
  const statement = signed.ok ? parseSshSignature(signed.signature) : undefined;
  if (statement === undefined) {
    await dispose();
    // Where the key was given as text, the file is ours and has another name each time.
    const name = isKeyText(found.value) ? "the key" : path;
    const reason = signed.ok ? "ssh-keygen gave no signature" : signed.reason.replaceAll(path, name);
    throw failures.E_SIGNING_KEY_MISSING({ source: found.source, reason });
  }
  return { format: "ssh", path, publicKey: statement.publicKey, fingerprint: statement.fingerprint, dispose };
}

function isKeyText(value: string): boolean {
  return value.startsWith("-----BEGIN ") || /^(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-\S+ [A-Za-z0-9+/]+=*(?: .*)?$/u.test(value);
}

async function writeKey(text: string, tempDir: string): Promise<Pick<SshKey, "dispose" | "path">> {
  const dir = await mkdtemp(join(tempDir, "key-"));
  await chmod(dir, 0o700);
  const path = join(dir, text.startsWith("-----") ? "signing-key" : "signing-key.pub");
  await writeFile(path, `${text.replaceAll("\r\n", "\n").trim()}\n`, { mode: 0o600, flag: "wx" });
  return { path, dispose: () => rm(dir, { recursive: true, force: true }) };
}

async function checkPath({ source, value }: KeySource, { env, git }: SigningKeyOptions): Promise<string> {
  const path = resolve(git.dir, value.replace(/^~(?=\/|$)/u, env["HOME"] ?? homedir()));
  const seen = await stat(path).catch(() => undefined);
  if (seen?.isFile() === true) return path;
  throw failures.E_SIGNING_KEY_MISSING({ source, reason: `there is no file ${safeLine(value).slice(0, 200)}` });
}
