import GitHubSlugger from "github-slugger";
import type { Definition, Heading, Image, ImageReference, Link, LinkReference, Nodes, Text } from "mdast";
import { toString as toPlain } from "mdast-util-to-string";
import { at, type Problem, sourceOf } from "./problem.ts";

/** Whether the file that a relative link leads to is there. It is given as written, without fragment and query. */
export type Exists = (path: string) => boolean;

export interface LinkOptions {
  readonly nodes: readonly Nodes[];
  readonly text: string;
  readonly exists: Exists;
}

/** Links that lead nowhere, references without a definition, and definitions that are double or unused. */
export function linkProblems({ nodes, text, exists }: LinkOptions): readonly Problem[] {
  const anchors = anchorsOf(nodes.filter((node) => node.type === "heading"));
  return [
    ...nodes.filter(isAddressed).flatMap((node) => {
      const what = addressProblem(node.url, { anchors, exists });
      return what === undefined ? [] : [at(node, what)];
    }),
    ...nodes.filter((node) => node.type === "text").flatMap((node) => undefinedReferences(node, text)),
    ...definitionProblems(nodes),
  ];
}

function isAddressed(node: Nodes): node is Definition | Image | Link {
  return node.type === "link" || node.type === "image" || node.type === "definition";
}

function anchorsOf(headings: readonly Heading[]): ReadonlySet<string> {
  const slugger = new GitHubSlugger();
  return new Set(headings.map((heading) => `#${slugger.slug(toPlain(heading))}`));
}

interface Targets {
  readonly anchors: ReadonlySet<string>;
  readonly exists: Exists;
}

function addressProblem(url: string, { anchors, exists }: Targets): string | undefined {
  if (/^(?:https?|mailto):/iu.test(url)) return URL.canParse(url) ? undefined : `${url} is no address`;
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/iu.test(url)) return `${url} is an address of another kind than http and mailto`;
  if (url.startsWith("#")) return anchors.has(url.toLowerCase()) ? undefined : `${url} is no heading of this text`;
  const path = decodeURI(url.replace(/[?#].*$/u, ""));
  return path !== "" && exists(path) ? undefined : `${url === "" ? "an empty link" : url} leads to nothing`;
}

const reference = /(?<!\\)\]\[[^\]]*\]|(?<!\\)\[\^[^\]\s]+\]/gu;

/** An undefined reference is text to a parser, so it is looked for where nothing escapes it. */
function undefinedReferences(node: Text, text: string): readonly Problem[] {
  const found = sourceOf(node, text).match(reference) ?? [];
  return found.map((written) => at(node, `${written.replace(/^\]/u, "")} is a reference without a definition`));
}

function definitionProblems(nodes: readonly Nodes[]): readonly Problem[] {
  const definitions = nodes.filter((node) => node.type === "definition");
  const used = new Set(nodes.filter(isReference).map(({ identifier }) => identifier));
  return definitions.flatMap((node, index) => {
    const first = definitions.findIndex(({ identifier }) => identifier === node.identifier) === index;
    if (!first) return [at(node, `[${node.identifier}] is defined twice`)];
    return used.has(node.identifier) ? [] : [at(node, `[${node.identifier}] is defined, and nothing refers to it`)];
  });
}

function isReference(node: Nodes): node is ImageReference | LinkReference {
  return node.type === "linkReference" || node.type === "imageReference";
}
