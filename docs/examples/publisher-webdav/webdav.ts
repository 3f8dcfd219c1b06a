import { definePublisher, type Publisher, type Resource } from "@releaser/core";
import { folderStore } from "./folder-store.ts";
import { httpStore } from "./http-store.ts";
import type { Store } from "./store.ts";

export interface WebdavOptions {
  /** An https address of a collection that is there: a collection for each release is made below it. */
  readonly address: string;
  /** What its resources begin with; `webdav` unless told, another one where two are wanted. */
  readonly name?: string;
}

/**
 * Everything that the checksum file of a release lists, in a collection of its own at a WebDAV server: `<address>/v1.4.0/…`.
 * User and password come from `WEBDAV_USER` and `WEBDAV_PASSWORD`.
 */
export function webdav({ address, name = "webdav" }: WebdavOptions): Publisher {
  const publisher = (open: OpenStore): Publisher => ({
    name,
    resources: (facts) => {
      const store = open({ collection: facts.tag, env: facts.env, signal: facts.signal });
      return facts.artifacts.map((artifact) => fileResource(`${name}:${artifact.name}`, artifact, store));
    },
  });
  return definePublisher({
    ...publisher((options) => httpStore({ address, ...options })),
    rehearsal: (folder) => publisher(({ collection }) => folderStore(folder, collection)),
  });
}

type OpenStore = (options: {
  readonly collection: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}) => Store;

interface Artifact {
  readonly name: string;
  readonly file: string;
  readonly sha256: string;
}

function fileResource(id: string, { name, file, sha256 }: Artifact, store: Store): Resource {
  return {
    id,
    stage: "published",
    title: `uploading ${name}`,
    preflight: async () => await store.missing(),
    observe: async () => {
      const found = await store.digest(name);
      if (found === undefined) return { is: "absent" };
      if (found === sha256) return { is: "equal", seen: found };
      return {
        is: "different",
        seen: found,
        why: `SHA-256 there is ${found}, ${sha256} was packed`,
        replaceable: false,
      };
    },
    apply: async () => await store.put(name, file),
    classify: (error) => store.classify(error),
    describe: () => "sha256 equal",
  };
}
