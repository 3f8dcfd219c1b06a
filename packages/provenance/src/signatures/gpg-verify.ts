import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gpgReason, runGpg } from "./gpg.ts";
import { parseGpgStatus } from "./gpg-status.ts";
import type { SignatureJudgement, SignedText } from "./judge-signature.ts";
import { tolerance } from "../tags/tolerance.ts";

export const gpgBegin = "-----BEGIN PGP SIGNATURE-----";

/** Whether a text is an armored OpenPGP signature, by its first line. */
export function isGpgSignature(text: string): boolean {
  return text.startsWith(`${gpgBegin}\n`);
}

type GpgSigned = SignedText & { readonly signature: string; readonly trustedKeys: string };

/**
 * Verifies an OpenPGP signature with the trusted keys alone, in a keyring of their own, as of a date. A signature that states
 * another time than that date is untimely: its key could have been valid then and not now.
 */
export async function verifyWithGpg(given: GpgSigned): Promise<SignatureJudgement> {
  const keys = await readFile(given.trustedKeys, "utf8").catch(() => undefined);
  if (keys === undefined) return { is: "unjudged", path: given.trustedKeys, reason: "no such file, or not readable" };
  // Short, because gpg puts sockets below it.
  const home = await mkdtemp(join(tmpdir(), "rgpg-"));
  try {
    return await judgeIn(home, given, keys);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function judgeIn(home: string, given: GpgSigned, keys: string): Promise<SignatureJudgement> {
  const { exec, env, date, payload, signature } = given;
  const imported = await runGpg(exec, { home, env, args: ["--no-autostart", "--import"], input: keys });
  if (!/^\[GNUPG:\] IMPORT_OK /mu.test(imported.stderr)) {
    return { is: "unjudged", path: given.trustedKeys, reason: gpgReason(imported) };
  }
  const file = join(home, "signature");
  await writeFile(file, signature, { mode: 0o600 });
  const time = `--faked-system-time=${Math.floor(date.getTime() / 1000)}!`;
  const verify = [
    "--no-autostart",
    "--trust-model=always",
    "--no-auto-key-retrieve",
    time,
    "--verify",
    "--",
    file,
    "-",
  ];
  const verified = await runGpg(exec, { home, env, args: verify, input: payload });
  const { is, fingerprint = "", primary, signer = "", date: signed } = parseGpgStatus(verified.stderr);
  if (is === "unsound") return { is, reason: gpgReason(verified), ...(fingerprint !== "" && { fingerprint }) };
  if (is !== "good") return { is, fingerprint };
  if (verified.code !== 0) return { is: "unsound", reason: gpgReason(verified), fingerprint };
  const apart = Math.abs((signed?.getTime() ?? 0) - date.getTime());
  if (apart > tolerance) return { is: "untimely", fingerprint: primary ?? fingerprint };
  return { is: "trusted", fingerprint: primary ?? fingerprint, signer };
}
