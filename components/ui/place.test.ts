import fc from "fast-check";
import { expect, test } from "vitest";
import { placeBeside } from "#components/ui/place.ts";

const view = { width: 1000, height: 800 };
const anchor = { top: 100, bottom: 130, left: 200, right: 300 };

test("a panel stands below its anchor, at the same start", () => {
  expect(placeBeside(anchor, { width: 240, height: 200 }, view, "start")).toMatchObject({
    left: 200,
    top: 136,
  });
});

test("aligned at the end it ends where the anchor ends", () => {
  expect(placeBeside(anchor, { width: 80, height: 200 }, view, "end").left).toBe(220);
});

test("without room below it stands above", () => {
  const low = { ...anchor, top: 700, bottom: 730 };
  expect(placeBeside(low, { width: 240, height: 200 }, view, "start").top).toBe(494);
});

test("it is no higher than the room there is, and then scrolls", () => {
  const { top, maxHeight } = placeBeside(anchor, { width: 240, height: 5000 }, view, "start");
  expect(top + maxHeight).toBe(792);
});

test("it never leaves the window at the left or the top", () => {
  const boxes = fc.record({
    x: fc.integer({ min: -200, max: 1200 }),
    y: fc.integer({ min: -200, max: 900 }),
  });
  const sizes = fc.record({
    width: fc.integer({ min: 1, max: 984 }),
    height: fc.integer({ min: 1, max: 3000 }),
  });
  fc.assert(
    fc.property(boxes, sizes, fc.constantFrom("start" as const, "end" as const), ({ x, y }, size, align) => {
      const box = { left: x, right: x + 100, top: y, bottom: y + 30 };
      const { left, top } = placeBeside(box, size, view, align);
      expect(left).toBeGreaterThanOrEqual(8);
      expect(left + size.width).toBeLessThanOrEqual(992);
      expect(top).toBeGreaterThanOrEqual(8);
    }),
  );
});
