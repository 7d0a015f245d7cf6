/** Barcodes of shop items before a camera: by the browser where it can, else by ZXing-C++, which is fetched then. */

export const BARCODE = /^(\d{8}|\d{12,13})$/;

/** The code in the picture, or nothing. */
export type Decode = (frame: HTMLVideoElement) => Promise<string>;

interface Detector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

const FORMATS = ["ean_13", "ean_8", "upc_a"];
/** Enough for a code at arm's length, and quick on a phone. */
const WIDTH = 960;

const first = (codes: string[]) => codes.find((code) => BARCODE.test(code)) ?? "";

async function native(): Promise<Decode | null> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  const known: string[] = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!BarcodeDetector || !FORMATS.every((format) => known.includes(format))) return null;
  const detector = new BarcodeDetector({ formats: FORMATS });
  return async (frame) => first((await detector.detect(frame)).map(({ rawValue }) => rawValue));
}

function drawn(frame: HTMLVideoElement, context: CanvasRenderingContext2D): ImageData {
  const { canvas } = context;
  const scale = Math.min(1, WIDTH / frame.videoWidth);
  [canvas.width, canvas.height] = [Math.round(frame.videoWidth * scale), Math.round(frame.videoHeight * scale)];
  context.drawImage(frame, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

async function compiled(): Promise<Decode> {
  const { prepareZXingModule, readBarcodes } = await import("zxing-wasm/reader");
  const file = new URL("zxing-wasm/reader/zxing_reader.wasm", import.meta.url).href;
  await prepareZXingModule({ overrides: { locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? file : prefix + path) }, fireImmediately: true });
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  return async (frame) => {
    const found = await readBarcodes(drawn(frame, context), { formats: ["EAN13", "EAN8", "UPCA"], maxNumberOfSymbols: 4 });
    return first(found.map(({ text }) => text));
  };
}

let ready: Promise<Decode> | null = null;

/** Loaded once. Raises when it cannot be fetched; asking again tries again. */
export function decoder(): Promise<Decode> {
  ready ??= native().then((found) => found ?? compiled()).catch((error: unknown) => {
    ready = null;
    throw error;
  });
  return ready;
}
