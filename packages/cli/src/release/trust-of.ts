import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { failures, type Trust, trustedSigners } from "@releaser/provenance";
import type { Context } from "../context.ts";
import { ensureOwnFolder, writeShared } from "./own-folder.ts";

/** Whom to trust for a release: those that were named, else those of its parent commit, because a release cannot vouch for itself. */
export async function trustOf(context: Context, commit: string): Promise<Trust> {
  return context.allowedSigners === undefined ? await trustAt(context, commit) : trustNamed(context.allowedSigners);
}

/** A file of SSH signers, or of armored OpenPGP keys. Throws `E_SIGNERS_MISSING` where it is not there. */
function trustNamed(path: string): Trust {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    throw failures.E_SIGNERS_MISSING({ path, reason: "there is no such file" });
  }
  const isArmored = readFileSync(path, "utf8").trimStart().startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");
  return { allowedSigners: path, ...(isArmored && { trustedKeys: path }) };
}

/** Both kinds, whatever the release is signed with: a repository may have changed from one to the other. */
async function trustAt(context: Context, commit: string): Promise<Trust> {
  const { config, git } = context;
  const copy = async (name: string, file: string): Promise<string | undefined> => {
    const text = await trustedSigners(git, { ref: `${commit}^`, file });
    const path = join(ensureOwnFolder(context, "trusted"), name);
    writeShared(path, text ?? "");
    return text === undefined ? undefined : path;
  };
  const signers = await copy(commit, config.allowedSigners ?? ".github/allowed_signers");
  const trustedKeys = await copy(`${commit}.asc`, config.signing?.trustedKeys ?? ".github/allowed_gpg_keys.asc");
  return { allowedSigners: signers ?? join(ensureOwnFolder(context, "trusted"), commit), trustedKeys };
}
