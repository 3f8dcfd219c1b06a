import { json, type LabReply, type LabRequest } from "../loopback.ts";

/** Who may do what at the registry. */
export interface OciAccess {
  /** Open to all unless told. `basic` asks for credentials at each request, `token` for a token that they are exchanged for. */
  readonly kind: "basic" | "open" | "token";
  /** `user:password` pairs that may push. */
  readonly writers?: readonly string[];
  /** Pairs that may pull alone. */
  readonly readers?: readonly string[];
  /** Whether who has no credentials may pull. */
  readonly anonymous?: boolean;
  /** Where tokens are said to come from; the registry itself unless told. */
  readonly realm?: string;
}

/** The answer to a request that may not be, or undefined where it may. Without a name it is the registry that is asked, which tells nobody but who is known. */
export function refusedAccess(request: LabRequest, access: OciAccess, name: string | undefined): LabReply | undefined {
  const push = !["GET", "HEAD"].includes(request.method);
  const authorization = request.headers["authorization"] ?? "";
  if (access.kind === "open") return undefined;
  if (access.kind === "basic") {
    const pair = pairOf(authorization);
    const actions = actionsOf(pair, access);
    const may =
      name === undefined ? pair !== undefined && actions.length > 0 : actions.includes(push ? "push" : "pull");
    return may ? undefined : challenge('Basic realm="lab"');
  }
  const granted = parseGrant(authorization.replace(/^Bearer /u, ""));
  const may =
    name === undefined
      ? granted !== undefined
      : granted?.name === name && granted.actions.includes(push ? "push" : "pull");
  if (may) return undefined;
  const realm = access.realm ?? `http://${request.headers["host"] ?? ""}/token`;
  return challenge(`Bearer realm="${realm}",service="lab",scope="repository:${name ?? ""}:pull,push"`);
}

/** A token for as much of what was asked as the credentials allow: less than asked is no error, as with the public ones. */
export function giveToken(request: LabRequest, access: OciAccess): LabReply {
  const { searchParams } = new URL(request.path, "http://lab.invalid");
  const [, name = "", asked = ""] = searchParams.get("scope")?.split(":") ?? [];
  const header = request.headers["authorization"];
  const allowed = actionsOf(header === undefined ? undefined : pairOf(header), access);
  if (header !== undefined && allowed.length === 0) return json(401, { errors: [{ code: "UNAUTHORIZED" }] });
  const actions = asked.split(",").filter((action) => allowed.includes(action));
  const payload = { access: [{ type: "repository", name, actions }] };
  const token = `e30.${Buffer.from(JSON.stringify(payload)).toString("base64url")}.lab`;
  return json(200, { token, expires_in: 300 });
}

function actionsOf(
  pair: string | undefined,
  { writers = [], readers = [], anonymous = false }: OciAccess,
): readonly string[] {
  if (pair !== undefined && writers.includes(pair)) return ["pull", "push"];
  return (pair !== undefined && readers.includes(pair)) || (pair === undefined && anonymous) ? ["pull"] : [];
}

function pairOf(authorization: string): string | undefined {
  if (!authorization.startsWith("Basic ")) return undefined;
  return Buffer.from(authorization.slice("Basic ".length), "base64").toString("utf8");
}

function challenge(header: string): LabReply {
  return json(
    401,
    { errors: [{ code: "UNAUTHORIZED", message: "authentication required" }] },
    { "www-authenticate": header },
  );
}

interface Grant {
  readonly name: string;
  readonly actions: readonly string[];
}

function parseGrant(token: string): Grant | undefined {
  try {
    const payload = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as {
      readonly access: readonly Grant[];
    };
    return payload.access[0];
  } catch {
    return undefined;
  }
}
