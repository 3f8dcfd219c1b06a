import { safeLine, withoutCommands } from "./safe-text.ts";

/** How GitHub shows an annotation. */
export type AnnotationKind = "error" | "notice" | "warning";

/** Where an annotation stands and what it is called, by GitHub's names: `file`, `line`, `col`, `title`. */
export type AnnotationProperties = Readonly<Record<string, number | string | undefined>>;

/** An annotation as a workflow command of GitHub Actions, in one line. Nothing that it says starts another command or ends it early. */
export function renderAnnotation(kind: AnnotationKind, properties: AnnotationProperties, text: string): string {
  const said = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(withoutCommands(safeLine(String(value))))}`],
  );
  return `::${kind} ${said.join(",")}::${escapeData(withoutCommands(text))}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
