/** Pictures made small before they leave the browser; drawn anew, they say no longer where and with what they were taken. */

const LONGEST_SIDE = 1600;
const MAX_BYTES = 2 * 1024 * 1024;
const QUALITIES = [0.85, 0.7, 0.5, 0.3];

/** Within the longest side, in proportion. */
export function fitted(width: number, height: number, longest = LONGEST_SIDE): [number, number] {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

function jpeg(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

async function asJpeg(source: CanvasImageSource, size: [number, number]): Promise<Blob> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = fitted(...size);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  for (const quality of QUALITIES) {
    const blob = await jpeg(canvas, quality);
    if (blob && blob.size <= MAX_BYTES) return blob;
  }
  throw new Error("the picture cannot be made small enough");
}

/** A JPEG of at most 2 MiB. Raises for a file that the browser knows no picture in. */
export async function shrunk(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    return await asJpeg(bitmap, [bitmap.width, bitmap.height]);
  } finally {
    bitmap.close();
  }
}

/** What the camera sees now. */
export function snapshot(video: HTMLVideoElement): Promise<Blob> {
  return asJpeg(video, [video.videoWidth, video.videoHeight]);
}
