import { expect, test } from "vitest";
import { repositoryUri } from "../src/index.ts";

test.each([
  ["https://user:secret@example.test/acme/tool.git", "git+https://example.test/acme/tool.git"],
  ["git+https://example.test/acme/tool.git", "git+https://example.test/acme/tool.git"],
  ["ssh://git@example.test/acme/tool.git", "git+ssh://example.test/acme/tool.git"],
  ["ssh://git@example.test:2222/acme/tool.git", "git+ssh://example.test:2222/acme/tool.git"],
  ["git@example.test:acme/tool.git", "git+ssh://example.test/acme/tool.git"],
  ["example.test:/srv/tool.git", "git+ssh://example.test/srv/tool.git"],
  ["git@example.test:~me/tool.git", "git+ssh://example.test/~me/tool.git"],
  ["git@[2001:db8::1]:tool.git", "git+ssh://[2001:db8::1]/tool.git"],
  ["/srv/tool.git", "git+file:///srv/tool.git"],
  ["/srv/a:b/tool.git", "git+file:///srv/a:b/tool.git"],
  ["C:/srv/tool.git", "git+file://C:/srv/tool.git"],
])("the remote %s is stated as %s", (address, uri) => {
  expect(repositoryUri(address)).toBe(uri);
});
