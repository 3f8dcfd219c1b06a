import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

const pieces = [
  "`",
  "``",
  "```",
  "~~~",
  "~~~~",
  "\n",
  "\n\n",
  "\n    ",
  "\n  ",
  "\n> ",
  "\n- ",
  "\n1. ",
  "- ",
  "> ",
  "    ",
  "\t",
  "<script>",
  "</details>",
  "<!--",
  "-->",
  "<img src=x onerror=a>",
  "<a href='",
  "<b",
  "<?",
  "<![CDATA[",
  "<https://a.test/@x>",
  "<b@c.test>",
  "](",
  "[x](",
  "[x]( javascript:alert(1))",
  "[x](<javascript:a>)",
  "![i](data:text/html,x)",
  "[x](java&#115;cript:a)",
  "[x]:",
  "[1.4.0]: https://evil.test",
  "[^1]: n",
  ")",
  "@everyone",
  "@acme/core",
  "\\@who",
  "_@who_",
  "&#64;who",
  "&commat;who",
  "x@y",
  "#1",
  "\\#2",
  "fixes #3",
  "a/b#4",
  "GH-5",
  "&#35;6",
  "*#7*",
  "https://a.test/`<b>`",
  "https://a.test/x\\",
  "www.a.test/`",
  "_www.a.test/",
  "9https://a.test/",
  "a/http://b.test/`",
  "`<b>`",
  "<",
  "\\<b>",
  "https://a.test/#8",
  "https://a.test/@z",
  "xhttps://a.test/@z",
  "# h",
  "## 2.0.0",
  "\n## [9.9.9] - x",
  "\n===",
  "\n---",
  "\n-",
  "\n***",
  "---",
  "\n# ",
  "\n#",
  "####### x",
  "Decision-ID: D-9999",
  "\nKey: value",
  "\u001B[2J",
  "\u202E",
  "\r\n",
  "\r",
  "\0",
  "|",
  "\n| a | b |\n| - | - |\n",
  "\n`a | b` |",
  "\\",
  "\\`",
  "*",
  "**",
  "_",
  " ",
  "word",
  "é",
];

/** Text that a hostile or careless author may write: pieces of Markdown that mean something, in any order. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: "grapheme", maxLength: 4 })),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(""));

export interface HtmlOptions {
  /** Whether raw HTML and dangerous links pass, so that they can be seen; they do unless told. */
  readonly dangerous?: boolean;
  /** GitHub's dialect, or plain CommonMark. */
  readonly github?: boolean;
}

/** What a renderer makes of it. */
export function toHtml(markdown: string, { dangerous = true, github = true }: HtmlOptions = {}): string {
  return micromark(markdown, {
    allowDangerousHtml: dangerous,
    allowDangerousProtocol: dangerous,
    ...(github && { extensions: [gfm()], htmlExtensions: [gfmHtml()] }),
  });
}

/** The text in which GitHub looks for names and numbers: all but code and links. */
export function toProse(html: string): readonly string[] {
  return html
    .replaceAll(/<(?<tag>pre|code|a)(?:\s[^>]*)?>[\s\S]*?<\/\k<tag>>/gu, "<>")
    .split(/<[^>]*>/u)
    .map((text) =>
      text.replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"'),
    );
}
