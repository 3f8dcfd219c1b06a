import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { listen, type LabServer } from "../loopback.ts";
import { answerRequest } from "./answer-request.ts";
import type { Addresses } from "./call.ts";
import type { Answer, SeenRequest } from "./exchange.ts";
import { emptyState, type GitHubState } from "./github-state.ts";

export interface GitHubOptions {
  /** What it holds at first; nothing unless told. */
  readonly state?: GitHubState;
  /** The machine's time unless told. */
  readonly now?: () => Date;
}

/** What goes wrong with one request: instead of carrying it out, or after it was. */
export interface GitHubFault {
  readonly at: "after" | "before";
  /** What the client hears: another answer, or the end of the connection. */
  readonly hears: Answer | "reset";
}

/** A fake GitHub on the loopback interface. */
export interface GitHubServer {
  /** Without a slash at the end; `api` is what a client is given. */
  readonly at: Addresses;
  /** What it holds now; tests may change it. */
  readonly state: GitHubState;
  /** `POST /repos/acme/shop/releases 201`, in the order of the answers. */
  readonly log: readonly string[];
  /** The addresses that answers name from now on: those of what stands before it. */
  present(at: Partial<Addresses>): void;
  /** Asked at each request whether something goes wrong with it, from now on. */
  interfere(fault: (request: SeenRequest) => GitHubFault | undefined): void;
  /** A copy of what it holds. */
  snapshot(): GitHubState;
  /** Makes it hold a copy of something else. */
  restore(state: GitHubState): void;
  /** Stops it. Throws where an exchange was not as GitHub describes it, with all that was wrong. */
  close(): Promise<void>;
}

/**
 * Starts a fake of GitHub that holds each request and each answer against GitHub's own OpenAPI document. What does not fit is
 * answered with 500, and fails `close`. As on GitHub, uploads and the bytes of assets have hosts of their own; a token that
 * reaches the latter is a problem too.
 */
export async function openGitHub(options: GitHubOptions = {}): Promise<GitHubServer> {
  const { state = emptyState(), now = () => new Date() } = options;
  const [log, problems]: [string[], string[]] = [[], []];
  const [api, uploads, storage] = await Promise.all([startServer(), startServer(), startServer()]);
  const at: Addresses = { api: api.url, uploads: uploads.url, storage: storage.url, web: "https://github.test" };
  const shown: { at: Addresses; fault: FaultOf } = { at, fault: () => undefined };
  const fault: FaultOf = (request) => shown.fault(request);
  const onApi = (request: SeenRequest): Answer => {
    const { answer, problems: found } = answerRequest(request, { state, at: shown.at, now: now() });
    problems.push(...found);
    return answer;
  };
  const onStorage = (request: SeenRequest): Answer => {
    if (request.headers["authorization"] !== undefined) problems.push("a token was sent to the storage of assets");
    return answerStorage(state, request.url.pathname);
  };
  serveOn(api, { base: () => shown.at.api, log, fault, answer: onApi });
  serveOn(uploads, { base: () => shown.at.uploads, log, fault, answer: onApi });
  serveOn(storage, { base: () => shown.at.storage, log, fault, answer: onStorage });
  return {
    at,
    state,
    log,
    present: (other) => void (shown.at = { ...at, ...other }),
    interfere: (other) => void (shown.fault = other),
    snapshot: () => structuredClone(state),
    restore: (other) => void Object.assign(state, structuredClone(other)),
    close: async () => {
      await Promise.all([api, uploads, storage].map(({ close }) => close()));
      if (problems.length > 0) throw new Error(`not as GitHub describes it:\n${problems.join("\n")}`);
    },
  };
}

/** The bytes of an asset, at `/<repository>/<asset>`. */
function answerStorage({ repositories }: GitHubState, pathname: string): Answer {
  const [, repository, id] = pathname.split("/");
  const asset = Object.values(repositories)
    .filter((one) => String(one.id) === repository)
    .flatMap(({ releases }) => releases.flatMap(({ assets }) => assets))
    .find((one) => String(one.id) === id);
  return asset ? { status: 200, bytes: asset.bytes, headers: { "content-type": asset.type } } : { status: 404 };
}

type FaultOf = (request: SeenRequest) => GitHubFault | undefined;

interface Serving {
  readonly base: () => string;
  readonly log: string[];
  readonly fault: FaultOf;
  readonly answer: (request: SeenRequest) => Answer;
}

interface Started extends LabServer {
  readonly server: Server;
}

async function startServer(): Promise<Started> {
  const server = createServer();
  return { server, ...(await listen(server)) };
}

function serveOn({ server }: Started, serving: Serving): void {
  server.on("request", (request, response) => void serve(request, response, serving));
}

async function serve(incoming: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const request = await readRequest(incoming, serving.base());
  const fault = serving.fault(request);
  const answered = fault?.at === "before" ? undefined : serving.answer(request);
  const heard = fault?.hears ?? answered;
  if (answered) serving.log.push(`${request.method} ${request.url.pathname} ${answered.status}`);
  if (heard === undefined || heard === "reset") return void incoming.socket.destroy();
  if (!incoming.destroyed || incoming.complete) send(response, heard);
}

function send(response: ServerResponse, { status, headers = {}, body, bytes }: Answer): void {
  const text = bytes ?? (body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(body)));
  const type = body === undefined ? {} : { "content-type": "application/json; charset=utf-8" };
  const length = status === 204 || status === 304 ? {} : { "content-length": text.length };
  response.writeHead(status, { ...type, ...headers, ...length });
  response.end(text);
}

/** A body that was cut off is what came of it. */
async function readRequest(incoming: IncomingMessage, base: string): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch {
    // The length that was announced tells.
  }
  const headers = incoming.headers as Readonly<Record<string, string | undefined>>;
  return {
    method: incoming.method ?? "GET",
    url: new URL(incoming.url ?? "/", base),
    headers,
    bytes: Buffer.concat(chunks),
  };
}
