import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";
import wasm from "zxing-wasm/reader/zxing_reader.wasm";

/** A QR reader for browsers without one; its program comes from this host and from nowhere else. */
export function newReader() {
  prepareZXingModule({ overrides: { locateFile: (path, folder) => (path.endsWith(".wasm") ? wasm : folder + path) } });
  return new BarcodeDetector({ formats: ["qr_code"] });
}
