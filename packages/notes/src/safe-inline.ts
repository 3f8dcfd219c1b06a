export interface SafeInlineOptions {
  /** What the number of an issue is put behind, an address: `#12` becomes a link to its issue; without it, code. */
  readonly issues?: string | undefined;
  /** False where the text comes into a file elsewhere, from which paths and fragments would lead to nothing: they become text. */
  readonly local?: boolean;
  /** In a table GitHub ends every span and every address at `|`, so nothing is taken to reach across one. */
  readonly tabular?: boolean;
}

const tokens = new RegExp(
  [
    String.raw`(?<code>(?<!\u0060)(?<ticks>\u0060+)(?!\u0060).*?(?<!\u0060)\k<ticks>(?!\u0060))`,
    String.raw`(?<autolink><(?:https?:\/\/|mailto:)[^\s<>\u0060]+>)`,
    String.raw`(?<url>(?<![A-Za-z0-9])https?:\/\/[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:[:\/?#](?:(?:\([^\s()<>\u0060]*\)|[^\s()<>\]\u0060])*(?:\([^\s()<>\u0060]*\)|[^\s()<>\]\u0060.,;:!?'"*_~]))?)?)`,
    String.raw`(?<link>\]\((?<address>https?:\/\/[^\s()<>\u0060]+|mailto:[^\s()<>\u0060@]+@[\w.-]+|#[A-Za-z_][\w-]*|(?!www\.|[\w.\/-]*[Gg][Hh]-\d)[\w.\/-]+(?:#[A-Za-z_][\w-]*)?)(?=[\s)]))`,
    String.raw`(?<mention>\\?@[A-Za-z0-9][\w-]*(?:\/[\w.-]*[\w-])?(?:@[\w.^~-]*\w)?(?:\\?#\d+)?)`,
    String.raw`(?<reference>[\w.\/-]*\\?#\d+(?:(?![A-Za-z0-9])|(?=https?:)))`,
    String.raw`(?<escape>\\[!-\/:-@[-\u0060{-~])`,
    String.raw`(?<word>[\w.\/-]+(?:(?<=[A-Za-z0-9])@[\w.-]+)*)`,
    String.raw`(?<entity>&(?!(?:amp|copy|gt|hellip|lt|mdash|middot|nbsp|ndash|quot);)(?:[A-Za-z][A-Za-z0-9]*|#\d+|#[xX][\dA-Fa-f]+);)`,
    String.raw`(?<destination>\]\()`,
    String.raw`(?<pair>\]\[)`,
    String.raw`(?<footnote>\[\^)`,
    String.raw`(?<definition>\]:)`,
    String.raw`(?<scheme>:(?=\/\/))`,
    String.raw`(?<tildes>~{3,})`,
    String.raw`(?<backslash>\\(?=.)(?!u\{))`,
    String.raw`(?<mark>[<\u0060])`,
  ].join("|"),
  "gu",
);

/**
 * One line of Markdown as one line that opens no HTML tag or comment, mentions nobody, refers to no issue by itself,
 * defines no link, refers to none and links to nothing but http, mailto, fragments and paths. Addresses get their `<…>`, because GitHub
 * takes a bare one to reach through backticks and backslashes up to the next `<`. Code spans stay as they are; a backtick
 * without its partner on the same line becomes text. Give it lines that went through `safeText`.
 */
export function toSafeInline(line: string, options: SafeInlineOptions = {}): string {
  const cells = options.tabular === true ? line.split("|") : [line];
  return cells.map((cell) => replaceTokens(cell, options)).join("|");
}

function replaceTokens(text: string, options: SafeInlineOptions): string {
  return text.replaceAll(tokens, (token: string, ...rest: readonly unknown[]) =>
    replaceToken({ token, options, ...parseMatch(rest) }),
  );
}

type TokenKind =
  | "autolink"
  | "backslash"
  | "code"
  | "definition"
  | "destination"
  | "entity"
  | "escape"
  | "footnote"
  | "link"
  | "mark"
  | "mention"
  | "pair"
  | "reference"
  | "scheme"
  | "tildes"
  | "url"
  | "word";

const inner: ReadonlySet<string> = new Set(["address", "ticks"]);

interface Token {
  readonly token: string;
  readonly kind: TokenKind;
  /** The characters on both sides; empty at the ends of the line. */
  readonly before: string;
  readonly behind: string;
  readonly options: SafeInlineOptions;
}

function parseMatch(rest: readonly unknown[]): Pick<Token, "before" | "behind" | "kind"> {
  const [offset, line, groups] = rest.slice(-3) as [number, string, Record<string, string | undefined>];
  const [kind, token = ""] =
    Object.entries(groups).find(([name, value]) => value !== undefined && !inner.has(name)) ?? [];
  return {
    kind: kind as TokenKind,
    before: line.slice(offset - 1, offset),
    behind: line.slice(offset + token.length, offset + token.length + 1),
  };
}

function replaceToken(found: Token): string {
  const { token, kind } = found;
  switch (kind) {
    case "autolink":
    case "code":
      return token;
    case "escape":
      return token === String.raw`\<` ? "&lt;" : token;
    case "link":
      return toLink(found);
    case "url":
      return found.behind === "]" && found.before !== "`" ? `\`${token}\`` : `<${token}>`;
    case "backslash":
      return "\\\\";
    case "scheme":
      return String.raw`\:`;
    case "mention":
      return toQuiet(found, token.replaceAll("\\", ""));
    case "reference":
      return toReference(found, token.replaceAll("\\", ""));
    case "word":
      return /^gh-\d+$/iu.test(token) ? toQuiet(found, token) : toWord(token);
    case "entity":
      return toQuiet(found, token);
    case "destination":
      return String.raw`]\(`;
    case "definition":
      return String.raw`]\:`;
    case "pair":
      return String.raw`]\[`;
    case "footnote":
      return String.raw`\[^`;
    case "mark":
      return token === "<" ? "&lt;" : "\\`";
    case "tildes":
      return token.replaceAll("~", String.raw`\~`);
  }
}

function toLink({ token, options }: Token): string {
  const isAbsolute = /^\]\((?:https?|mailto):/u.test(token);
  if (isAbsolute) return token.replace(/(?<=^\]\().*$/u, "<$&>");
  return options.local === false ? token.replace("(", String.raw`\(`) : token;
}

/** Without what GitHub links to wherever it stands. */
function toWord(token: string): string {
  return token.replaceAll(/(?<=www)\./giu, String.raw`\.`).replaceAll(/(?<=gh)-(?=\d)/giu, "&#8203;-");
}

/** As code, where GitHub looks for no names; beside a backtick, which would take part in the code, with an invisible character instead. */
function toQuiet({ before, behind }: Token, text: string): string {
  if (before !== "`" && behind !== "`") return `\`${text}\``;
  return toWord(text.replaceAll("&", "&amp;").replaceAll(/[@#]/gu, "$&&#8203;"));
}

function toReference(found: Token, text: string): string {
  const { issues } = found.options;
  const plain = text.startsWith("#") && found.before !== "[" && found.before !== "`" && found.behind !== "`";
  return plain && issues !== undefined ? `[${text}](${issues}${text.slice(1)})` : toQuiet(found, text);
}
