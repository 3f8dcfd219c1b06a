export { judgedChangelog as default, type JudgedChangelog } from "./judged-changelog.ts";
export type { ChangelogChangeset, ChangelogDependency, ChangelogFunctions } from "./changelog-functions.ts";
export type { ChangelogOptions } from "./parse-options.ts";
export { changelogHead } from "./changelog-lines.ts";
export { failures } from "./failures.ts";
export { bodyLimit, renderBody, type RenderBodyOptions } from "./render-body.ts";
export { renderNotes, type RenderNotesOptions } from "./render-notes.ts";
export { type Change, type Kind, toChanges } from "./to-changes.ts";
export { type ChangelogEntry, upsertChangelogEntry } from "./upsert-changelog-entry.ts";
