import { failures as provenanceFailures, openGpgKey, openSigningKey, trustedSigners } from "@releaser/provenance";
import { failures } from "../failures.ts";
import { readIfThere } from "../release/read-if-there.ts";
import { join } from "node:path";
import { inTemporaryFolder } from "../release/page-text.ts";
import { once } from "../once.ts";
import type { Check } from "./check.ts";
import type { RepositoryOptions } from "./repository-checks.ts";

interface Key {
  readonly fingerprint: string;
  /** As a file of trusted signers has it; undefined for OpenPGP, whose keys are compared by git's own verification. */
  readonly publicKey: string | undefined;
}

type Options = Pick<RepositoryOptions, "branch" | "context">;

/** Whether tags can be signed here, and by somebody whom the release's branch trusts. */
export function signingChecks({ context, branch }: Options): readonly Check[] {
  const key = once(() => readKey(context));
  return [
    {
      id: "key:signing",
      title: "signing with the key, for nothing",
      look: async () => ({ is: "sound", note: `${(await key()).fingerprint} signs without asking` }),
    },
    {
      id: `signers:${branch}`,
      title: `looking at whom ${branch} trusts`,
      look: async () => {
        const file = signersFile(context);
        const text = await readSigners({ context, branch }, file);
        const found = await key().catch(() => undefined);
        if (found === undefined) return { is: "sound", note: `${file} is committed` };
        if (found.publicKey === undefined) return { is: "sound", note: `${file} is committed; OpenPGP` };
        const line = text.split(/\r?\n/u).find((one) => one.includes(found.publicKey ?? "") && !one.startsWith("#"));
        if (line === undefined || !isForGit(line)) {
          throw failures.E_SIGNER_UNTRUSTED({ file, branch, fingerprint: found.fingerprint, key: found.publicKey });
        }
        return { is: "sound", note: `trusts it as ${line.split(/\s/u, 1)[0]}` };
      },
    },
  ];
}

function signersFile({ config }: Options["context"]): string {
  return config.signing?.format === "gpg"
    ? (config.signing.trustedKeys ?? ".github/allowed_gpg_keys.asc")
    : (config.allowedSigners ?? ".github/allowed_signers");
}

/** As of the branch: what only lies in the work tree vouches for nobody. Throws `E_SIGNERS_MISSING`. */
async function readSigners({ context, branch }: Options, file: string): Promise<string> {
  const remote = context.config.remote ?? "origin";
  for (const ref of [branch, `${remote}/${branch}`]) {
    const text = await trustedSigners(context.git, { ref, file });
    if (text !== undefined && text.trim() !== "") return text;
  }
  const isHere = readIfThere(join(context.root, file)) !== undefined;
  const reason = isHere ? `it is here, and not committed to ${branch}` : "there is no such file";
  throw provenanceFailures.E_SIGNERS_MISSING({ path: file, reason });
}

/** A line without `namespaces` is for all of them. */
function isForGit(line: string): boolean {
  const [, stated] = /\snamespaces="([^"]*)"/u.exec(line) ?? [];
  return stated === undefined || stated.split(",").some((one) => ["*", "git"].includes(one.trim()));
}

/** Signs once and forgets the key. Throws `E_SIGNING_KEY_MISSING`. */
async function readKey({ config, env, git, exec }: Options["context"]): Promise<Key> {
  return await inTemporaryFolder(async (tempDir) => {
    const options = { env, git, exec, tempDir };
    if (config.signing?.format === "gpg") {
      const { dispose, fingerprint } = await openGpgKey(options);
      await dispose();
      return { fingerprint, publicKey: undefined };
    }
    const { dispose, fingerprint, publicKey } = await openSigningKey(options);
    await dispose();
    return { fingerprint, publicKey };
  });
}
