import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { RegistryState } from "@releaser/testkit/lab";
import type { Answered, Asked, Report } from "./registry-process.ts";

/** A registry that runs beside whatever is measured. */
export interface RegistryProcess {
  /** Without a slash at its end. */
  readonly url: string;
  restore(state: RegistryState): Promise<void>;
  report(): Promise<Report>;
  close(): void;
}

/** Starts an empty registry on loopback as a process of its own. */
export async function openRegistryProcess(): Promise<RegistryProcess> {
  const child = fork(join(import.meta.dirname, "registry-process.ts"), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const next = async (): Promise<Answered> => ((await once(child, "message")) as [Answered])[0];
  const ask = async (asked: Asked): Promise<Report> => {
    const answered = next();
    child.send(asked);
    return (await answered) as Report;
  };
  const { url } = (await next()) as { readonly url: string };
  return {
    url,
    restore: async (state) => void (await ask({ ask: "restore", state })),
    report: async () => await ask({ ask: "report" }),
    close: () => void child.kill(),
  };
}
