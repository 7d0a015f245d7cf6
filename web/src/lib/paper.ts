/** What goes to a receipt printer without the server: lines as wide as paper of 80 mm, as bytes of ESC/POS. Pure. */

export const WIDTH = 42;
/** Left of an amount there is room for so much at least; else they stand in lines of their own. */
const LEAST_LEFT = 8;

interface Look {
  centre?: boolean;
  strong?: boolean;
  tall?: boolean;
}

/** `text` at the left edge, or in the middle; `right` at the other one. */
export interface PaperLine extends Look {
  text: string;
  right?: string;
}

export const RULE: PaperLine = { text: "-".repeat(WIDTH) };

export const line = (text: string, look: Look = {}): PaperLine => ({ text, ...look });
export const pair = (text: string, right: string, look: Look = {}): PaperLine => ({ text, right, ...look });

/** Western Europe with the euro, from 0x80 on: code page 858, which printers know as table 19. */
const UPPER =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0";
/** What screens write and the page does not have. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/\s/g, " "], [/[–—−]/g, "-"], [/[‘’]/g, "'"], [/[“”„]/g, '"'], [/…/g, "..."], [/œ/g, "oe"], [/Œ/g, "OE"], [/Ł/g, "L"], [/ł/g, "l"],
];

function letter(one: string): string {
  if (/[\x20-\x7e]/.test(one) || UPPER.includes(one)) return one;
  const bare = one.normalize("NFD").replace(/\p{M}/gu, "");
  return /^[\x20-\x7e]+$/.test(bare) ? bare : "?";
}

/** In letters that the printer has; others lose their accents, or become a question mark. */
export function printable(text: string): string {
  const plain = PLAIN.reduce((now, [found, instead]) => now.replace(found, instead), text.normalize("NFC"));
  return Array.from(plain, letter).join("");
}

/** Every row begins as far in as the text does. */
function wrapped(text: string, width: number): string[] {
  const indent = /^ */.exec(text)![0];
  const room = width - indent.length;
  const rows: string[] = [];
  for (const word of text.trim().split(/ +/).flatMap((one) => one.match(new RegExp(`.{1,${room}}`, "g")) ?? [])) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows.length > 0 ? rows.map((row) => indent + row) : [""];
}

/** The rows of a line; as the receipts of the server have them. */
export function rowsOf({ text, right, centre }: PaperLine): string[] {
  const [left, amount] = [printable(text), printable(right ?? "")];
  if (!amount) return wrapped(left, WIDTH).map((row) => (centre ? `${" ".repeat(Math.floor((WIDTH - row.length) / 2))}${row}` : row));
  const room = WIDTH - amount.length - 1;
  if (room < LEAST_LEFT || (left.length > room && amount.length > WIDTH / 2)) return [...wrapped(left, WIDTH), ...wrapped(amount, WIDTH).map((row) => row.padStart(WIDTH))];
  const [first = "", ...others] = wrapped(left, room);
  return [`${first.padEnd(room)} ${amount}`, ...others];
}

function byteOf(one: string): number {
  const code = one.charCodeAt(0);
  return code < 0x80 ? code : 0x80 + UPPER.indexOf(one);
}

const [ESC, GS] = [0x1b, 0x1d];
/** Initialise; the code page. */
const BEGIN = [ESC, 0x40, ESC, 0x74, 19];
/** Six lines of paper, and a cut. */
const END = [ESC, 0x64, 6, GS, 0x56, 0];
const [STRONG, TALL] = [0x08, 0x10];

/** Ends with a cut. */
export function paperBytes(lines: readonly PaperLine[]): Uint8Array<ArrayBuffer> {
  const printed = lines.flatMap((one) => [ESC, 0x21, (one.strong ? STRONG : 0) | (one.tall ? TALL : 0), ...rowsOf(one).flatMap((row) => [...Array.from(row, byteOf), 0x0a])]);
  return new Uint8Array([...BEGIN, ...printed, ...END]);
}
