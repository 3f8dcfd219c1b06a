export * from "./disk-fault.ts";
export * from "./fault-proxy.ts";
export * from "./faults.ts";
export * from "./git-server.ts";
export * from "./loopback.ts";
export * from "./registry/lab-registry.ts";
export * from "./registry/registry-state.ts";
