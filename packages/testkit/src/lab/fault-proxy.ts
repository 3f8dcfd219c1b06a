import { createServer, request as send, type ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { type Call, type Fault, statusReply } from "./faults.ts";
import { reportSuccess } from "./git-report.ts";
import { type LabReply, type LabRequest, type LabServer, listen, toRequest } from "./loopback.ts";

/** What is done about one call: a fault, or something at its borders, where a process is killed. */
export type Action =
  | { readonly fault: Fault }
  /** When it came, and instead of doing it. */
  | { readonly before: () => void }
  /** When it is done and nobody was told yet. */
  | { readonly after: () => void };

/** What several proxies share: the count of calls, and what is to happen at which. */
export interface FaultPlan {
  /** Every call so far. */
  readonly calls: readonly Call[];
  /** Gives the next call its number and says what is done about it. */
  next(call: Omit<Call, "index">): { readonly call: Call; readonly action: Action | undefined };
}

/** A plan that does something about some calls. */
export function faultPlan(choose: (call: Call) => Action | undefined = () => undefined): FaultPlan {
  const calls: Call[] = [];
  return {
    calls,
    next: (seen) => {
      const call = { ...seen, index: calls.length + 1 };
      calls.push(call);
      return { call, action: choose(call) };
    },
  };
}

export interface FaultProxyOptions {
  readonly service: string;
  /** Without a slash at its end. */
  readonly upstream: string;
  /** Asked for at each call, so that one proxy serves many runs. */
  readonly plan: () => FaultPlan;
  /** Milliseconds after which a gateway gives up on nobody's answer; 300 unless told. */
  readonly patience?: number;
}

/** Stands before a server of any kind and lets one call or another go wrong. It speaks HTTP and is told apart by its port alone. */
export async function openFaultProxy(options: FaultProxyOptions): Promise<LabServer> {
  const remembered = new Map<string, LabReply>();
  const server = createServer((incoming, outgoing) => {
    void toRequest(incoming)
      .then(async (request) => await pass({ request, outgoing, remembered }, options))
      .catch(() => outgoing.destroy());
  });
  return await listen(server);
}

interface Passing {
  readonly request: LabRequest;
  readonly outgoing: ServerResponse;
  /** The first answer to each read. */
  readonly remembered: Map<string, LabReply>;
}

async function pass({ request, outgoing, remembered }: Passing, options: FaultProxyOptions): Promise<void> {
  const { service, plan, patience = 300 } = options;
  const { method, path } = request;
  const pathname = path.replace(/\?.*$/u, "");
  const { action } = plan().next({ service, method, path: pathname, writes: isWrite(service, method, pathname) });
  const fault = action && "fault" in action ? action.fault : undefined;
  if (action && "before" in action) {
    action.before();
    return void outgoing.destroy();
  }
  const instead = fault && (statusReply(fault) ?? insteadOf(fault, request, remembered));
  if (instead) return answer(outgoing, instead);
  if (fault === "timeout") await setTimeout(patience);
  if (fault === "refused" || fault === "timeout") return void outgoing.destroy();
  const reply = await forward(options.upstream, request);
  if (!isWrite(service, method, pathname)) remember(remembered, path, reply);
  if (action && "after" in action) action.after();
  if (fault === "slow") await setTimeout(patience);
  return tell(outgoing, reply, fault);
}

/** Git reads by POST too; only receive-pack writes. */
function isWrite(service: string, method: string, path: string): boolean {
  return service === "git" ? path.endsWith("/git-receive-pack") : method !== "GET" && method !== "HEAD";
}

/** The first answer stays: it is what was there before the change that is looked at. */
function remember(remembered: Map<string, LabReply>, path: string, reply: LabReply): void {
  if (!remembered.has(path)) remembered.set(path, reply);
}

function insteadOf(fault: Fault, request: LabRequest, remembered: Map<string, LabReply>): LabReply | undefined {
  if (fault === "stale") return remembered.get(request.path);
  if (fault !== "told, not done") return undefined;
  return request.path.endsWith("/git-receive-pack")
    ? reportSuccess(request.body)
    : { status: 201, headers: { "content-type": "application/json" }, body: '{"ok":true}' };
}

function tell(outgoing: ServerResponse, reply: LabReply, fault: Fault | undefined): void {
  const bytes = Buffer.from(reply.body ?? "");
  if (fault === "done, not told") return answer(outgoing, { status: 502, body: "bad gateway" });
  if (fault !== "reset" && fault !== "truncated") return answer(outgoing, reply);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const length = fault === "reset" ? bytes.length : half.length;
  outgoing.writeHead(reply.status, { ...reply.headers, "content-length": length });
  if (fault === "truncated") return void outgoing.end(half);
  outgoing.write(half, () => void outgoing.destroy());
}

function answer(outgoing: ServerResponse, { status, headers = {}, body = "" }: LabReply): void {
  const bytes = Buffer.from(body);
  outgoing.writeHead(status, { ...headers, "content-length": bytes.length }).end(bytes);
}

/** Hop by hop; all else, the host among them, goes on as it came, so that answers name the proxy. */
const own = new Set(["connection", "content-length", "keep-alive", "transfer-encoding"]);

async function forward(upstream: string, { method, path, headers, body }: LabRequest): Promise<LabReply> {
  const { hostname, port } = new URL(upstream);
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !own.has(name)));
  return await new Promise<LabReply>((resolve, reject) => {
    const sent = send(
      { hostname, port, method, path, agent: false, headers: { ...kept, "content-length": body.length } },
      (incoming) => {
        void toRequest(incoming).then(
          (read) =>
            resolve({
              status: incoming.statusCode ?? 502,
              headers: Object.fromEntries(Object.entries(read.headers).filter(([name]) => !own.has(name))),
              body: read.body,
            }),
          reject,
        );
      },
    );
    sent.on("error", reject).end(body);
  });
}
