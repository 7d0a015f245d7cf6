/** IFSF minor errors are known by their hexadecimal number. */
export function refusalCode(code: number): string {
  return code === 0 ? "" : `0x${code.toString(16).toUpperCase().padStart(2, "0")}`;
}
