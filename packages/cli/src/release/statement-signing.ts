import { readFileSync } from "node:fs";
import {
  failures,
  openEd25519Signer,
  openEd25519Verifier,
  openSshSigner,
  openSshVerifier,
  recordNames,
  signStatement,
  type StatementSigner,
  type StatementVerifier,
  verifyEnvelope,
} from "@releaser/checksums";
import { openSigningKey, trustedSigners } from "@releaser/provenance";
import type { SignKind } from "../config/config.ts";
import { inTemporaryFolder } from "./page-text.ts";
import type { Train } from "./train.ts";

type Signing = Pick<Train, "context" | "git" | "release" | "trust">;

/**
 * The statement of a release in its signed envelope; undefined where the configuration asks for none. It is verified before
 * it is handed on, so that nobody finds out later that its key is not trusted.
 * @throws E_STATEMENT_KEY, E_SIGNING_KEY_MISSING
 */
export async function signRelease(train: Signing, statement: string): Promise<string | undefined> {
  const kind = kindOf(train);
  if (kind === undefined) return undefined;
  const text = await inTemporaryFolder(async (tempDir) =>
    kind === "ed25519"
      ? await signStatement(statement, openPemSigner(train))
      : await withSshSigner(train, tempDir, async (signer) => await signStatement(statement, signer)),
  );
  const file = recordNames(train.release.key).envelope;
  const [wrong] = await verifyEnvelope(text, { file, statement, verifier: await statementVerifier(train) });
  if (wrong !== undefined) throw failures.E_STATEMENT_KEY({ why: `it signs, and does not verify: ${wrong}` });
  return text;
}

/**
 * Who is trusted to have signed the statement of a release: the signers of tags, or the public keys that the configuration
 * names, as of the release commit's parent; undefined where the configuration asks for no signature.
 */
export async function statementVerifier(train: Signing): Promise<StatementVerifier | undefined> {
  const { context, git, release, trust } = train;
  const kind = kindOf(train);
  if (kind === undefined) return undefined;
  if (kind === "ssh") return openSshVerifier(readFileSync(trust.allowedSigners, "utf8"), context);
  const file = context.config.artifacts?.signers ?? ".github/statement_signers.pem";
  const text = await trustedSigners(git, { ref: `${release.commit}^`, file });
  if (text === undefined) throw failures.E_STATEMENT_KEY({ why: `the release commit's parent has no file ${file}` });
  return openEd25519Verifier(text, file);
}

/** A rehearsal has one key of its own, an SSH key, and no other. */
function kindOf({ context }: Signing): SignKind | undefined {
  const kind = context.config.artifacts?.sign;
  return kind !== undefined && context.allowedSigners !== undefined ? "ssh" : kind;
}

function openPemSigner({ context }: Signing): StatementSigner {
  const value = context.env["RELEASER_STATEMENT_KEY"]?.trim() ?? "";
  if (value === "") throw failures.E_STATEMENT_KEY({ why: "RELEASER_STATEMENT_KEY is not set" });
  const pem = value.startsWith("-----BEGIN ") ? value : readPem(value);
  return openEd25519Signer(pem, "RELEASER_STATEMENT_KEY");
}

function readPem(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw failures.E_STATEMENT_KEY({ why: "RELEASER_STATEMENT_KEY names no file that can be read" }, { cause: error });
  }
}

async function withSshSigner<T>(
  { context, git }: Signing,
  tempDir: string,
  use: (signer: StatementSigner) => Promise<T>,
): Promise<T> {
  const key = await openSigningKey({ env: context.env, git, exec: context.exec, tempDir });
  try {
    return await use(await openSshSigner(key.path, context));
  } finally {
    await key.dispose();
  }
}
