import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { cleanEnv } from "../clean-env.ts";
import { type LabReply, type LabRequest, type LabServer, serve } from "./loopback.ts";

/**
 * The bare repositories of a folder over smart HTTP, as git's own `http-backend` serves them: `<url>/origin.git`. Everybody may
 * push; a repository's own hooks may refuse.
 */
export async function serveGit(root: string): Promise<LabServer> {
  const backend = join(execFileSync("git", ["--exec-path"], { encoding: "utf8" }).trim(), "git-http-backend");
  return await serve(async (request) => parseCgi(await run(backend, root, request)));
}

async function run(backend: string, root: string, { method, path, headers, body }: LabRequest): Promise<Buffer> {
  const { pathname, search } = new URL(path, "http://lab.invalid");
  const child = spawn(backend, [], {
    env: cleanEnv({
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "http.receivepack",
      GIT_CONFIG_VALUE_0: "true",
      PATH_INFO: decodeURIComponent(pathname),
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: method,
      CONTENT_TYPE: headers["content-type"] ?? "",
      CONTENT_LENGTH: String(body.length),
      HTTP_CONTENT_ENCODING: headers["content-encoding"] ?? "",
      GIT_PROTOCOL: headers["git-protocol"] ?? "",
      REMOTE_USER: "lab",
      REMOTE_ADDR: "127.0.0.1",
    }),
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.on("error", () => {});
  child.stdin.end(body);
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The answer of a CGI program: header lines, an empty line, the body. */
function parseCgi(output: Buffer): LabReply {
  const end = output.indexOf("\r\n\r\n");
  if (end === -1) return { status: 500, body: "git http-backend said nothing" };
  const lines = output.subarray(0, end).toString("latin1").split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const { status = "200", ...rest } = headers;
  return { status: Number.parseInt(status, 10), headers: rest, body: output.subarray(end + 4) };
}
