import type { Changeset, History, Workspace } from "@releaser/core";
import { askGit } from "../git/ask-git.ts";
import { type LoggedCommit, logArgs, parseLog } from "../git/parse-log.ts";
import { parseChangeset } from "./parse-changeset.ts";
import { parseJson } from "../parse-json.ts";

const changesetFile = /^\.changeset\/(?:pre\/)?(?<id>[a-z0-9@][\w@.+-]{0,99})\.md$/iu;
const manifests = [":(glob)**/package.json", ":(glob)**/CHANGELOG.md"] as const;

/**
 * The changesets that version commits took up between a commit and HEAD, along first parents, newest commit first, each
 * once: files that went, or moved, with the commit that wrote versions; and those that the pre state of Changesets 2 lists
 * since. What somebody merely removed was not used. Those that cannot be read are left out. Undefined where git cannot tell
 * what was committed.
 */
export function readUsedChangesets(workspace: Workspace, from: string | undefined): readonly Changeset[] | undefined {
  const gone = removed(workspace.root, workspace.history(), from);
  if (gone === undefined) return undefined;
  const used = [...gone, ...listed(workspace, from)];
  const first = new Map(used.toReversed().map((changeset) => [changeset.id, changeset]));
  return used.filter((changeset) => first.get(changeset.id) === changeset);
}

function removed(root: string, history: History, from: string | undefined): readonly Changeset[] | undefined {
  const versioned = readLog(root, { from, args: ["--diff-filter=AM", "--", ...manifests] });
  const deleted = readLog(root, { from, args: ["--diff-filter=D", "--", ".changeset"] });
  if (versioned === undefined || deleted === undefined) return undefined;
  const versions = new Set(versioned.map(({ id }) => id));
  const wanted = deleted.flatMap(({ id, parents, files }) => {
    const [ref] = parents;
    return versions.has(id) && ref !== undefined ? files.toSorted().map((file) => ({ ref, file })) : [];
  });
  return read(history, wanted);
}

interface LogOptions {
  readonly from: string | undefined;
  readonly args: readonly string[];
}

/** Along first parents, because a merge is where the branch that holds the versions comes in. Undefined where git fails. */
function readLog(root: string, { from, args }: LogOptions): readonly LoggedCommit[] | undefined {
  const range = from === undefined ? ["HEAD"] : ["HEAD", `^${from}`];
  const [filter = "", ...paths] = args;
  const output = askGit(root, [...logArgs, "--first-parent", "-m", filter, ...range, ...paths]);
  return output && parseLog(output.toString("utf8"));
}

function listed(workspace: Workspace, from: string | undefined): readonly Changeset[] {
  const history = workspace.history();
  const refs = [workspace.git?.head, from].filter((ref) => ref !== undefined);
  const [now, before] = history.textsAt(refs.map((ref) => ({ ref, file: preFile })));
  const known = new Set(idsOf(before));
  const ids = idsOf(now).filter((id) => !known.has(id));
  return read(
    history,
    ids.map((id) => ({ ref: refs[0] ?? "", file: `.changeset/${id}.md` })),
  );
}

const preFile = ".changeset/pre.json";

function idsOf(text: string | undefined): readonly string[] {
  const pre = text === undefined ? undefined : parseJson(text, preFile).value;
  const ids = pre?.["changesets"];
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
}

function read(
  history: History,
  wanted: readonly { readonly ref: string; readonly file: string }[],
): readonly Changeset[] {
  const named = wanted.flatMap((one) => {
    const id = changesetFile.exec(one.file)?.groups?.["id"];
    return id === undefined || id.toLowerCase() === "readme" ? [] : [{ ...one, id }];
  });
  const texts = history.textsAt(named);
  return named.flatMap(({ id, file }, index) => {
    const text = texts[index];
    return text === undefined ? [] : (parseChangeset({ id, file, text }).changeset ?? []);
  });
}
