/** The smallest changelog module: one bullet for each changeset. */
export default {
  getReleaseLine: (changeset) => `- ${changeset.summary.split("\n")[0]}`,
  getDependencyReleaseLine: () => "",
};
