import { Skeletons } from "../ui";

/** The till's shape before its pumps are known. */
export function PosWaiting() {
  return <div className="grid grid-cols-2 gap-3 sm:grid-cols-4"><Skeletons count={8} className="h-44" label="Loading the till" /></div>;
}
