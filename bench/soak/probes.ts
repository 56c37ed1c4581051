/** What the soak test puts into the app it watches: counters in the engine's worker, a small fast camera in the page. */

/** Name of the channel on which the worker's counters are read. */
export const probeChannel = 'impasto-soak';

/** What the worker's probe counts. Live objects are those made and neither destroyed nor lost with their device. */
export interface WorkerCounts {
  readonly frames: number;
  readonly buffers: number;
  readonly textures: number;
}

/** Text to run in the engine's worker before its own code. */
export const workerProbe = `{
  const counts = { frames: 0, buffers: 0, textures: 0 };
  addEventListener('message', ({ data }) => { if (data?.call === 'present') counts.frames += 1; });
  const watch = (make, type, key) => {
    if (!globalThis.GPUDevice) return;
    const alive = new WeakSet();
    const create = GPUDevice.prototype[make];
    GPUDevice.prototype[make] = function (...args) {
      const made = create.apply(this, args);
      alive.add(made);
      counts[key] += 1;
      return made;
    };
    const destroy = type.prototype.destroy;
    type.prototype.destroy = function () {
      if (alive.delete(this)) counts[key] -= 1;
      destroy.call(this);
    };
  };
  watch('createBuffer', globalThis.GPUBuffer, 'buffers');
  watch('createTexture', globalThis.GPUTexture, 'textures');
  const channel = new BroadcastChannel('${probeChannel}');
  channel.onmessage = ({ data }) => { if (data === 'read') channel.postMessage(counts); };
}
`;

/** Runs in the page before its own code: a camera of so many px a side, and the engine's worker within reach. */
export function pageProbe(side: number): void {
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (wish) => {
    const video = typeof wish?.video === 'object' ? wish.video : {};
    return open({ ...wish, video: { ...video, width: side, height: side, frameRate: 60 } });
  };
  const post = Reflect.get(Worker.prototype, 'postMessage') as (this: Worker, ...args: unknown[]) => void;
  Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]): void {
    const [message] = args as [{ readonly call?: string } | undefined];
    if (message?.call === 'open') Object.assign(globalThis, { soakEngine: this });
    post.apply(this, args);
  };
}
