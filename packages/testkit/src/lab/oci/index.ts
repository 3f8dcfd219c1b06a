export * from "./docker-registry.ts";
export * from "./oci-access.ts";
export * from "./oci-state.ts";
export * from "./open-oci-registry.ts";
export * from "./write-layout.ts";
