/**
 * The one runtime that code runs in, named by the bytes of its file (docs/adr/0061-definitions-run-in-one-pinned-file.md). In a
 * file of its own, so that a thread that only runs code loads no schemas.
 */
export const RUNTIME = {
  id: "quickjs-ng/0.32.0",
  wasmSha256: "b56fe5094b8751c47b8c32fb5ed4d75afe2dbb43412d3d983ac5d1156af456da",
  abi: 1,
} as const;
