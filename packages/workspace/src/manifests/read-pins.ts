import type { Location, Package, Pin, PinKind, Stated } from "@releaser/core";
import type { Files } from "../files.ts";
import { toManifestPins, toTool } from "./to-manifest-pins.ts";
import { toVersionRange } from "./to-version-range.ts";

/** What pins Node and package managers: the root's version files, `pnpm-workspace.yaml`, workflows, then manifests by folder. */
export function readPins(
  files: Files,
  { members, settings }: { readonly members: readonly Package[]; readonly settings: ReadonlyMap<string, Stated> },
): readonly Pin[] {
  const node = settings.get("useNodeVersion") ?? settings.get("nodeVersion");
  return [
    ...[".node-version", ".nvmrc"].flatMap((file) => toVersionFilePins(files.read(file) ?? "", file)),
    ...toToolVersionsPins(files.read(".tool-versions") ?? ""),
    ...(node === undefined ? [] : [toPin("workspace", { tool: "node", ...node })]),
    ...readWorkflows(files),
    ...members.flatMap((pkg) => toManifestPins(pkg)),
  ];
}

function toPin(kind: PinKind, stated: Stated & { readonly tool: Pin["tool"] }): Pin {
  return { kind, dir: ".", ...stated, range: toVersionRange(stated.raw) };
}

/** The first line that is no comment, which is all that version managers read. */
function toVersionFilePins(text: string, file: string): readonly Pin[] {
  const lines = text.replace(/^\uFEFF/u, "").split(/\r?\n/u);
  const index = lines.findIndex((line) => line.trim() !== "" && !line.trim().startsWith("#"));
  const raw = lines[index]?.replace(/#.*$/u, "").trim();
  return raw === undefined ? [] : [toPin("file", { tool: "node", raw, at: { file, line: index + 1, column: 1 } })];
}

/** `nodejs 20.11.0`, a tool and its version on a line; of several versions the first is used. */
function toToolVersionsPins(text: string): readonly Pin[] {
  return text.split(/\r?\n/u).flatMap((line, index) => {
    const [, name, raw] = /^(\w+)[ \t]+([^\s#]+)/u.exec(line) ?? [];
    const tool = toTool(name);
    const at: Location = { file: ".tool-versions", line: index + 1, column: (name?.length ?? 0) + 2 };
    return tool === undefined || raw === undefined ? [] : [toPin("file", { tool, raw, at })];
  });
}

function readWorkflows(files: Files): readonly Pin[] {
  const dir = ".github/workflows";
  const names = files.list(dir).filter(({ name, kind }) => kind === "file" && /\.ya?ml$/u.test(name));
  const paths = names.map(({ name }) => `${dir}/${name}`).toSorted();
  return paths.flatMap((file) => toWorkflowPins(files.read(file) ?? "", file));
}

/** Each `node-version` that a step is given as it stands: neither a list nor an expression, nor a matrix. */
function toWorkflowPins(text: string, file: string): readonly Pin[] {
  const lines = text.split(/\r?\n/u);
  return lines.flatMap((line, index) => {
    const [, lead, raw] = /^(\s*node-version:\s*)['"]?([^'"#\s[{$]+)['"]?\s*(?:#.*)?$/u.exec(line) ?? [];
    if (lead === undefined || raw === undefined || !isInput(lines, index)) return [];
    return [toPin("workflow", { tool: "node", raw, at: { file, line: index + 1, column: lead.length + 1 } })];
  });
}

function isInput(lines: readonly string[], index: number): boolean {
  const indent = indentOf(lines[index] ?? "");
  const above = lines.slice(0, index).findLast((line) => line.trim() !== "" && indentOf(line) < indent);
  return /^[\s-]*with:\s*(?:#.*)?$/u.test(above ?? "");
}

function indentOf(line: string): number {
  return line.search(/\S|$/u);
}
