import { json, type LabReply, type LabRequest } from "../loopback.ts";
import type { PublicationBody, RegistryState } from "./registry-state.ts";

/** Who has a token. */
export interface LabAccount {
  readonly username: string;
  /** What the token may do; `publish` unless told. */
  readonly may?: "publish" | "read" | "stage";
  /** Whether a publication wants a one-time password, which is {@link labOtp}. */
  readonly secondFactor?: boolean;
  /** The one package that a short-lived token is for. */
  readonly only?: string;
}

/** How a registry of the laboratory answers those who ask and publish. Without any of it, everyone may do everything. */
export interface RegistryRules {
  /** Accounts by token. */
  readonly accounts?: Readonly<Record<string, LabAccount>>;
  /** Who may write a package, by name; whoever has a token may where none is named. */
  readonly collaborators?: Readonly<Record<string, Readonly<Record<string, "read-only" | "read-write">>>>;
  /** Bytes of a publication, above which it is too large. */
  readonly largest?: number;
  /** Whether restricted packages are paid for; true unless told. */
  readonly paid?: boolean;
  /** So many publications are answered with 429 first. */
  readonly busy?: number;
  /** Seconds that `Retry-After` asks for; 1 unless told. */
  readonly retryAfter?: number;
  /** Names that a policy blocks. */
  readonly blocked?: readonly string[];
  /** Which repository publishes a package by its CI's identity, by name. */
  readonly trusted?: Readonly<Record<string, string>>;
  /** Whether a trusted publisher may stage alone; false unless told. */
  readonly stageOnly?: boolean;
}

/** The one-time password that every account of the laboratory has. */
export const labOtp = "123456";

/** The account of a request's token; undefined where the token is nobody's. */
export function accountOf(request: LabRequest, rules: RegistryRules): LabAccount | undefined {
  const token = /^Bearer (?<token>.+)$/u.exec(request.headers["authorization"] ?? "")?.groups?.["token"];
  if (rules.accounts === undefined) return { username: "lab" };
  return token === undefined ? undefined : rules.accounts[token];
}

/** Why a publication is not taken; undefined where nothing speaks against it. The words are npm's kind of words. */
export function refusalOf(
  request: LabRequest,
  body: PublicationBody,
  { rules, state }: { readonly rules: RegistryRules; readonly state: RegistryState },
): LabReply | undefined {
  const account = accountOf(request, rules);
  const isStaging = request.method === "POST";
  if (account === undefined) return json(401, { error: "You must be logged in to publish packages." });
  if (!mayWrite(account, body.name, rules)) return json(404, { error: "Not found" });
  if (account.may === "read" || (account.may === "stage" && !isStaging)) {
    return json(403, { error: `You do not have permission to publish "${body.name}".` });
  }
  if (account.secondFactor === true && !isStaging && request.headers["npm-otp"] !== labOtp) return askForOtp();
  if (rules.blocked?.includes(body.name)) return json(403, { error: "Package name too similar to existing packages" });
  if (body.access === "restricted" && rules.paid === false) {
    return json(402, { error: "You must sign up for private packages" });
  }
  if (request.body.length > (rules.largest ?? Infinity)) return json(413, { error: "Payload Too Large" });
  const isNew = state.packages[body.name] === undefined;
  return isNew && account.only !== undefined ? json(404, { error: "Not found" }) : undefined;
}

/** How npm asks for a second factor. */
export function askForOtp(): LabReply {
  return json(401, { error: "You must provide a one-time pass." }, { "www-authenticate": "OTP" });
}

function mayWrite({ username, only }: LabAccount, name: string, rules: RegistryRules): boolean {
  if (only !== undefined) return only === name;
  const named = rules.collaborators?.[name];
  return named === undefined || named[username] === "read-write";
}
