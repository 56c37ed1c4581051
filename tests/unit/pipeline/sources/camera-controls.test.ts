import { expect, test, vi } from 'vitest';
import { CameraControls } from '../../../../src/pipeline/sources/camera-controls';

/** A camera that zooms from 1 to 8 by itself, as far as it is allowed to. */
function camera(refuseFrom = Infinity) {
  let zoom = 1;
  const track = {
    getCapabilities: () => ({ zoom: { min: 1, max: 8 }, torch: true }),
    getSettings: () => ({ zoom }),
    applyConstraints: ({ advanced: [wanted] }: { advanced: [{ zoom?: number; torch?: boolean }] }) => {
      if ((wanted.zoom ?? 0) >= refuseFrom || wanted.torch === true) return Promise.reject(new Error('no'));
      zoom = wanted.zoom ?? zoom;
      return Promise.resolve();
    },
  };
  return track as unknown as MediaStreamTrack;
}

function build(track: MediaStreamTrack | null) {
  const onChange = vi.fn();
  const controls = new CameraControls(onChange);
  controls.setTrack(track);
  return { controls, onChange };
}

test('a camera zooms by itself, one without by cropping; both within their range', async () => {
  const own = build(camera()).controls;
  own.setZoom(20);
  await vi.waitFor(() => expect(own.snapshot).toMatchObject({ zoom: 8, maxZoom: 8 }));
  expect(own.cropZoom).toBe(1);
  const cropped = build(null).controls;
  cropped.setZoom(20);
  expect([cropped.snapshot.zoom, cropped.cropZoom]).toEqual([4, 4]);
});

test('what the camera refuses is not shown as done', async () => {
  const { controls, onChange } = build(camera(4));
  controls.setZoom(3);
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled());
  await Promise.resolve();
  controls.setZoom(6);
  await vi.waitFor(() => expect(controls.snapshot.zoom).toBe(3));
  controls.setTorch(true);
  await vi.waitFor(() => expect(controls.snapshot.torch).toBe(false));
});
