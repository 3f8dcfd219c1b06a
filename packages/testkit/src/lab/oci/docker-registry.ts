import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { LabServer } from "../loopback.ts";

/** Whether the registry that Docker publishes is installed here, as Debian packages it. */
export function hasDockerRegistry(): boolean {
  return spawnSync("docker-registry", ["--version"]).status === 0;
}

/** Starts it on a free loopback port with an empty folder to keep its files in, open to all: what the laboratory's own registry is held against. */
export async function openDockerRegistry(dir: string): Promise<LabServer & { readonly host: string }> {
  const port = await freePort();
  const config = join(dir, "config.yml");
  writeFileSync(config, configOf(join(dir, "data"), port));
  const child = spawn("docker-registry", ["serve", config], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  const host = `127.0.0.1:${port}`;
  while (!(await answers(`http://${host}/v2/`))) {
    if (child.exitCode !== null) throw new Error(`docker-registry ended with ${child.exitCode}`);
    await setTimeout(20);
  }
  return {
    url: `http://${host}`,
    host,
    close: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function configOf(data: string, port: number): string {
  return JSON.stringify({
    version: 0.1,
    log: { level: "error", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: data }, delete: { enabled: true } },
    http: { addr: `127.0.0.1:${port}` },
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return typeof address === "object" && address !== null ? address.port : 0;
}
