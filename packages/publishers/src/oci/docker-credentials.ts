import { isRecord, parseJson } from "@releaser/core";
import { homedir } from "node:os";
import { join } from "node:path";
import { failures } from "../failures.ts";
import { readIfThere } from "../read-if-there.ts";

/** What Docker's configuration has for a registry. */
export type DockerCredentials =
  | { readonly kind: "none" }
  /** `user:password` in base64, as it is sent. */
  | { readonly kind: "basic"; readonly value: string }
  /** They lie with a program, which is not run. */
  | { readonly kind: "elsewhere"; readonly why: string };

/**
 * The credentials of a registry from `config.json` in `DOCKER_CONFIG`, else `~/.docker`: an entry of `auths` with user and
 * password. Throws `E_IMAGE_CREDENTIALS` where the file is no JSON object.
 */
export async function readDockerCredentials(
  host: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<DockerCredentials> {
  const file = join(env["DOCKER_CONFIG"] ?? join(env["HOME"] ?? homedir(), ".docker"), "config.json");
  const text = await readIfThere(file);
  if (text === undefined) return { kind: "none" };
  const config = parseJson(text);
  if (!isRecord(config)) throw failures.E_IMAGE_CREDENTIALS({ host, why: `${file} is no JSON object` });
  return credentialsIn(config, host);
}

function credentialsIn(config: Readonly<Record<string, unknown>>, host: string): DockerCredentials {
  const auths = isRecord(config["auths"]) ? config["auths"] : {};
  const helpers = isRecord(config["credHelpers"]) ? config["credHelpers"] : {};
  const keys =
    host === "docker.io" ? ["https://index.docker.io/v1/", "index.docker.io", "docker.io"] : [host, `https://${host}`];
  const entry = keys.map((key) => auths[key]).find((one) => isRecord(one));
  const value = isRecord(entry) ? basicOf(entry) : undefined;
  if (value !== undefined) return { kind: "basic", value };
  const helper = keys.map((key) => helpers[key]).find((one) => typeof one === "string");
  if (typeof helper === "string") return elsewhere(`credHelpers names docker-credential-${helper}`);
  if (isRecord(entry) && typeof entry["identitytoken"] === "string") {
    return elsewhere("auths has an identity token alone");
  }
  const store = config["credsStore"];
  // An entry without content is Docker's mark that the store has it.
  if (isRecord(entry) && typeof store === "string") return elsewhere(`credsStore names docker-credential-${store}`);
  return { kind: "none" };
}

function elsewhere(why: string): DockerCredentials {
  return { kind: "elsewhere", why };
}

function basicOf({ auth, username, password }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof auth === "string" && auth !== "") return auth;
  if (typeof username !== "string" || typeof password !== "string") return undefined;
  return Buffer.from(`${username}:${password}`).toString("base64");
}
