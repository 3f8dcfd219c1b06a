import { readFileSync } from "node:fs";
import {
  attestStatement,
  failures,
  openEd25519Signer,
  openEd25519Verifier,
  openSshSigner,
  openSshVerifier,
  recordNames,
  type Sigstore,
  signStatement,
  type StatementSigner,
  type StatementVerifier,
  verifyBundle,
  verifyEnvelope,
} from "@releaser/checksums";
import { openSigningKey, trustedSigners } from "@releaser/provenance";
import type { SignKind } from "../config/config.ts";
import { inTemporaryFolder } from "./page-text.ts";
import type { Train } from "./train.ts";

type Signing = Pick<Train, "context" | "git" | "release" | "trust">;

/** A signed statement, and the name of the asset that it is. */
export interface SignedStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * The statement of a release, signed as the configuration asks for; undefined where it does not. It is verified before it is
 * handed on, so that nobody finds out later that its key is not trusted.
 * @throws E_STATEMENT_KEY, E_SIGNING_KEY_MISSING, E_SIGSTORE_UNAVAILABLE
 */
export async function signRelease(train: Signing, statement: string): Promise<SignedStatement | undefined> {
  const kind = signKind(train);
  if (kind === undefined) return undefined;
  const signed = { name: signedName(train, kind), text: await sign(train, kind, statement) };
  const [wrong] = await verifySigned(train, signed.text, statement);
  if (wrong !== undefined) throw failures.E_STATEMENT_KEY({ why: `it signs, and does not verify: ${wrong}` });
  return signed;
}

/** How statements are signed here. A rehearsal has one key of its own, an SSH key, and no other. */
export function signKind({ context }: Pick<Signing, "context">): SignKind | undefined {
  const kind = context.config.artifacts?.sign;
  return kind !== undefined && context.allowedSigners !== undefined ? "ssh" : kind;
}

/** The name of the asset that holds a statement signed in that way. */
export function signedName({ release }: Pick<Signing, "release">, kind: SignKind | undefined): string {
  const { envelope, bundle } = recordNames(release.key);
  return kind === "sigstore" ? bundle : envelope;
}

/** What is wrong with a signed statement. Where the configuration asks for no signature, nobody's is looked at. */
export async function verifySigned(train: Signing, text: string, statement: string): Promise<readonly string[]> {
  const kind = signKind(train);
  const file = signedName(train, kind);
  if (kind !== "sigstore") {
    return await verifyEnvelope(text, { file, statement, verifier: await statementVerifier(train, kind) });
  }
  const identity = train.context.config.artifacts?.identity;
  if (identity === undefined) {
    throw failures.E_STATEMENT_KEY({ why: "artifacts.identity says of nobody that they may sign" });
  }
  return await verifyBundle(text, { statement, identity, sigstore: await loadSigstore() });
}

async function sign(train: Signing, kind: SignKind, statement: string): Promise<string> {
  switch (kind) {
    case "ed25519":
      return await signStatement(statement, openPemSigner(train));
    case "sigstore":
      return await attestStatement(statement, await loadSigstore());
    case "ssh":
      return await inTemporaryFolder(
        async (tempDir) =>
          await withSshSigner(train, tempDir, async (signer) => await signStatement(statement, signer)),
      );
  }
}

/** The signers of tags, or the public keys that the configuration names, as of the release commit's parent. */
async function statementVerifier(
  { context, git, release, trust }: Signing,
  kind: "ed25519" | "ssh" | undefined,
): Promise<StatementVerifier | undefined> {
  if (kind === undefined) return undefined;
  if (kind === "ssh") return openSshVerifier(readFileSync(trust.allowedSigners, "utf8"), context);
  const file = context.config.artifacts?.signers ?? ".github/statement_signers.pem";
  const text = await trustedSigners(git, { ref: `${release.commit}^`, file });
  if (text === undefined) throw failures.E_STATEMENT_KEY({ why: `the release commit's parent has no file ${file}` });
  return openEd25519Verifier(text, file);
}

/** Loaded where a CI run signs alone, and installed by who wants that. */
async function loadSigstore(): Promise<Sigstore> {
  try {
    return await import("sigstore");
  } catch (error) {
    throw failures.E_STATEMENT_KEY(
      { why: "the package sigstore is not installed beside @releaser/cli" },
      { cause: error },
    );
  }
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
