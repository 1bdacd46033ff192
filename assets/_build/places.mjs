import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const ASSETS = path.join(ROOT, "assets");
export const PACKAGES = path.join(ROOT, "node_modules");
export const BUILD = path.join(ROOT, "static", "build");
// The address below which WhiteNoise serves BUILD; webapp/foundation/http/assets.py knows the same.
export const ADDRESS = "/static/build/";
