import type { LabReply } from "./loopback.ts";

/** What git's server says of a push that went through, for a push of which nothing was done. */
export function reportSuccess(body: Buffer): LabReply {
  const { refs, banded } = parseCommands(body);
  const report = [pktLine("unpack ok\n"), ...refs.map((ref) => pktLine(`ok ${ref}\n`)), "0000"].join("");
  return {
    status: 200,
    headers: { "content-type": "application/x-git-receive-pack-result", "cache-control": "no-cache" },
    body: banded ? `${pktLine(`\u0001${report}`)}0000` : report,
  };
}

/** The references that a push asks for, and whether its answer comes in bands: lines of `old new name`, capabilities behind the first. */
function parseCommands(body: Buffer): { readonly refs: readonly string[]; readonly banded: boolean } {
  const refs: string[] = [];
  let banded = false;
  for (let at = 0; at + 4 <= body.length;) {
    const length = Number.parseInt(body.subarray(at, at + 4).toString("latin1"), 16);
    if (!(length > 4)) break;
    const [command = "", capabilities = ""] = body
      .subarray(at + 4, at + length)
      .toString("utf8")
      .split("\0");
    refs.push(command.trim().split(" ").slice(2).join(" "));
    banded ||= capabilities.includes("side-band-64k");
    at += length;
  }
  return { refs, banded };
}

function pktLine(text: string): string {
  return `${(Buffer.byteLength(text) + 4).toString(16).padStart(4, "0")}${text}`;
}
