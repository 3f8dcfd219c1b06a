import type { Observation, Resource } from "@releaser/core";

/** A file as it was read, undefined where there was none, and as it is to be. */
export interface FileChange {
  /** Relative to the root. */
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** Where files are read and written; paths are relative to the root. */
export interface FileEdges {
  /** The text of a file; undefined where there is none. */
  readonly read: (file: string) => string | undefined;
  readonly write: (change: FileChange) => void;
}

export interface FileResourceOptions extends FileEdges {
  readonly file: string;
  /** The text that it is to have, given the one that it has. Throws where what people wrote there would be lost. */
  readonly render: (before: string | undefined) => string;
  /** Why it may differ, given its text; `the configuration says otherwise` unless told. */
  readonly why?: (before: string) => string;
}

/** WIRED: a file that is made of the configuration is what that says, id `file:<path>`. */
export function fileResource({ file, read, write, render, why }: FileResourceOptions): Resource<FileChange> {
  const change = (): FileChange => {
    const before = read(file);
    return { file, before, after: render(before) };
  };
  return {
    id: `file:${file}`,
    stage: "wired",
    title: `writing ${file}`,
    foreseen: true,
    observe: async () => await Promise.resolve(judge(change(), why)),
    apply: async () => {
      await Promise.resolve(write(change()));
    },
  };
}

function judge(seen: FileChange, whyOf: FileResourceOptions["why"]): Observation<FileChange> {
  const { before, after } = seen;
  if (before === undefined) return { is: "absent" };
  // Git may have given the file other line ends.
  if (before.replaceAll("\r\n", "\n") === after) return { is: "equal", seen };
  const why = whyOf?.(before) ?? "the configuration says otherwise";
  return { is: "different", seen, why, replaceable: true };
}
