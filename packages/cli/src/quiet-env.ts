const kept: ReadonlySet<string> = new Set(
  [
    "PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR TMP TEMP TERM COLORTERM NO_COLOR FORCE_COLOR CI",
    "NODE_EXTRA_CA_CERTS SSL_CERT_FILE SSL_CERT_DIR HTTP_PROXY HTTPS_PROXY NO_PROXY PNPM_HOME",
    "SYSTEMROOT COMSPEC PATHEXT APPDATA LOCALAPPDATA USERPROFILE WINDIR",
    "NPM_CONFIG_CACHE NPM_CONFIG_STORE_DIR PNPM_CONFIG_STORE_DIR",
  ].flatMap((line) => line.split(" ")),
);

/** The environment without anything that could be a token, an npm configuration or a CI's identity: what is kept is listed. */
export function quietEnv(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => kept.has(name.toUpperCase()) || /^(?:LC|XDG)_/u.test(name)),
  );
}
