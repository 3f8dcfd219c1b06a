import { mkdir } from "node:fs/promises";
import type { Server } from "node:http";
import { join, resolve } from "node:path";
import type { ReleaserError } from "@releaser/core";
import { registrySettings, type RegistrySettings } from "./embedded-registry-settings.ts";
import { failures } from "../failures.ts";
import { closeServer, listenOn } from "../listen-on.ts";
import { mendStorage } from "./mend-storage.ts";
import { readIfThere } from "../read-if-there.ts";
import { writeAtomically } from "../write-atomically.ts";

export interface EmbeddedRegistryOptions {
  /** Its storage, made where it is absent; what an earlier start left there is served again. */
  readonly dir: string;
  /** Names that are asked for here alone, so that versions that exist upstream stay hidden. */
  readonly names: readonly string[];
  /** Where all other names come from; undefined for nowhere. */
  readonly upstream: string | undefined;
  /** The last one of this folder, or a free one, unless told. */
  readonly port?: number;
  /** Who may publish: everyone, unless told. */
  readonly publishers?: "$all" | "$authenticated";
}

export interface EmbeddedRegistry {
  /** `http://127.0.0.1:<port>/`. */
  readonly url: string;
  /** Path of an npmrc for clients: the registry and a token that means nothing. */
  readonly userconfig: string;
  /** Ends every connection and waits until the server is down. */
  close(): Promise<void>;
}

/**
 * A real registry (verdaccio 6) inside this process, on loopback alone. One process at a time for a folder. Throws
 * `E_VERDACCIO_MISSING` where verdaccio is not installed and `E_REGISTRY_START` where it does not start.
 */
export async function openEmbeddedRegistry(options: EmbeddedRegistryOptions): Promise<EmbeddedRegistry> {
  const dir = resolve(options.dir);
  const userconfig = join(dir, "npmrc");
  await mkdir(dir, { recursive: true });
  await mendStorage(dir);
  const server = await startServer(registrySettings({ ...options, dir }));
  const port = await listenOn(server, [options.port ?? lastPort(await readIfThere(userconfig)), 0]).catch(
    (error: unknown) => {
      throw failures.E_REGISTRY_START({ why: String(error) }, { cause: error });
    },
  );
  const url = `http://127.0.0.1:${port}/`;
  await writeAtomically(userconfig, renderUserconfig(url));
  return { url, userconfig, close: () => closeServer(server) };
}

/** Throws `E_VERDACCIO_MISSING` where verdaccio is not installed; quicker to ask than starting it. */
export function checkVerdaccio(): void {
  try {
    import.meta.resolve("verdaccio");
  } catch (error) {
    throw verdaccioMissing(error);
  }
}

function verdaccioMissing(error: unknown): ReleaserError {
  const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  return failures.E_VERDACCIO_MISSING({ why });
}

async function startServer(settings: RegistrySettings): Promise<Server> {
  const { runServer } = await import("verdaccio").catch((error: unknown) => {
    throw verdaccioMissing(error);
  });
  try {
    return (await runServer(settings as Parameters<typeof runServer>[0])) as Server;
  } catch (error) {
    throw failures.E_REGISTRY_START({ why: String(error) }, { cause: error });
  }
}

function lastPort(userconfig: string | undefined): number {
  return Number(/^registry=http:\/\/127\.0\.0\.1:(\d+)\/$/mu.exec(userconfig ?? "")?.[1] ?? 0);
}

function renderUserconfig(url: string): string {
  const lines = [
    `registry=${url}`,
    `${url.replace("http:", "")}:_authToken=means-nothing`,
    "audit=false",
    "fund=false",
    "update-notifier=false",
  ];
  return `${lines.join("\n")}\n`;
}
