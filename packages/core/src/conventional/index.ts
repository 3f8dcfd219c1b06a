export {
  type ConventionalBump,
  type ConventionalChange,
  type ConventionalCommit,
  readConventional,
} from "./read-conventional.ts";
