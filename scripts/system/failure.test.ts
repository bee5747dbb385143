import { expect, test } from "vitest";
import { explain, Failure } from "./failure.ts";

test("a full disk is named in a sentence", () => {
  const error = Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC", path: ".data/x" });
  expect(explain(error)).toMatch(/^The disk is full \(\.data\/x\)/);
});

test("a refused write names the path and the way out", () => {
  const error = Object.assign(new Error("EACCES: permission denied"), { code: "EACCES", path: "/srv/data" });
  expect(explain(error)).toMatch(/No permission to write \/srv\/data: .*METSUKE_DATA_DIR/);
});

test("a failure of ours keeps its own words", () => {
  expect(explain(new Failure("Port 3000 is taken."))).toBe("Port 3000 is taken.");
});
