/** The handles of the second style's place: what is dragged where it is changes nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draggedHandle, handleSpot } from '../../../src/components/two/place-geometry';
import { placeKinds } from '../../../src/pipeline/api/two-styles-api';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const places = fc.record({
  kind: fc.constantFrom(...placeKinds.filter((kind) => kind !== 'people' && kind !== 'brush')),
  x: share,
  y: share,
  angle: fc.double({ min: 0, max: 0.999, noNaN: true }),
  size: fc.double({ min: 0.05, max: 1, noNaN: true }),
});
const aspects = fc.double({ min: 0.4, max: 2.5, noNaN: true });

test('the second handle is on the picture, and where it is inside of it says what the place is', () => {
  fc.assert(
    fc.property(places, aspects, (place, aspect) => {
      const spot = handleSpot(place, aspect);
      expect(Math.min(spot.x, spot.y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(spot.x, spot.y)).toBeLessThanOrEqual(1);
      fc.pre([spot.x, spot.y].every((value) => value > 0 && value < 1));
      const { angle = place.angle, size = place.size } = draggedHandle(place, spot, aspect);
      expect(size).toBeCloseTo(place.size, 6);
      // A whole turn apart is the same.
      expect(Math.cos(2 * Math.PI * (angle - place.angle))).toBeCloseTo(1, 6);
    }),
  );
});
