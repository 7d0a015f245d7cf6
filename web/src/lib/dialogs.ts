/** Whether a modal dialog is open: keys and changes of the page are its then. */
export function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}
