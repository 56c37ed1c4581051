/** A session without camera, engine or storage: drawn canvases, and a log of every call. For tests of the interface. */
import type { CameraControlsApi } from '../../../src/pipeline/api/camera-controls-api';
import type { HqApi, HqOpenerApi } from '../../../src/pipeline/api/hq-state';
import type {
  LiveApi,
  SessionApi,
  SessionEvents,
  SettingsApi,
  SourcesApi,
} from '../../../src/pipeline/api/session-api';
import type {
  Notice,
  SessionSnapshot,
  Settings,
  Still,
  StyleEntry,
} from '../../../src/pipeline/api/session-state';
import type { SharingApi } from '../../../src/pipeline/api/sharing-api';
import type { TakeNotice } from '../../../src/pipeline/api/takes-state';
import { FakeConversion } from './fake-conversion';
import { FakeMirror } from './fake-mirror';
import { FakeRecording } from './fake-recording';
import { FakeStyles } from './fake-styles';
import { FakeTakes } from './fake-takes';

/** A method of the session or of one of its parts. */
export type CallName =
  | 'retry'
  | 'takeStill'
  | 'hq.open'
  | 'live.setStageSize'
  | 'settings.change'
  | `sources.${keyof SourcesApi}`
  | `styles.${'choose' | 'setStrength' | 'add' | 'addFrame' | 'remove'}`;

export interface Call {
  readonly name: CallName;
  readonly args: readonly unknown[];
}

/** A canvas with drawn shapes in the given colours, CSS colours. */
export function drawnCanvas(background: string, shape: string, width = 192, height = 256): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('2d canvas unavailable');
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  context.fillStyle = shape;
  for (const [x, y, r] of [
    [0.3, 0.3, 0.2],
    [0.7, 0.45, 0.28],
    [0.4, 0.75, 0.24],
  ] as const) {
    context.beginPath();
    context.arc(x * width, y * height, r * width, 0, 2 * Math.PI);
    context.fill();
  }
  return canvas;
}

function entry(index: number, origin: StyleEntry['origin'], title: string, artist = ''): StyleEntry {
  const url = drawnCanvas(
    `hsl(${index * 47} 50% 40%)`,
    `hsl(${index * 47 + 140} 60% 65%)`,
    64,
    64,
  ).toDataURL();
  const dates = origin === 'gallery' ? { life: '1760-1849', date: 'c. 1830' } : { life: '', date: '' };
  return { id: `${origin}-${index}`, origin, title, artist, ...dates, thumbnailUrl: url, pictureUrl: url };
}

export function fakeSnapshot(): SessionSnapshot {
  return {
    source: { kind: 'camera', deviceId: 'a', label: 'Front camera', facing: 'user', asleep: false },
    engine: {
      kind: 'ready',
      backend: 'webgl',
      engine: 'tfjs',
      abilities: { enlarges: true, steadies: false },
      refused: [{ backend: 'webgpu', reason: 'No adapter was found.' }],
    },
    stage: {
      preview: drawnCanvas('#445', '#99a'),
      canvas: drawnCanvas('#1d3a5f', '#e8b04b'),
      styled: true,
      mirrored: true,
      fit: 'cover',
      aspect: 0.75,
      zoom: 1,
    },
    cameras: [
      { deviceId: 'a', label: 'Front camera' },
      { deviceId: 'b', label: 'Back camera' },
    ],
    activity: 'live',
    cameraControls: { zoom: 1, minZoom: 1, maxZoom: 4, torch: null },
    selection: { favourites: [], undoable: false, brush: { undoable: false, empty: true } },
    styles: [
      entry(1, 'own', 'My sketch'),
      entry(2, 'gallery', 'The Great Wave off Kanagawa', 'Katsushika Hokusai'),
      entry(3, 'gallery', 'Composition VIII', 'Wassily Kandinsky'),
      entry(4, 'gallery', 'Summertime', 'Mary Cassatt'),
    ],
    settings: {
      styleId: 'gallery-2',
      mix: [],
      strength: 0.8,
      second: null,
      facing: 'user',
      deviceId: '',
      mirrorSelfie: true,
      backend: 'auto',
      detail: 'auto',
      showStats: false,
      targetFps: 30,
      statistics: 'streaming',
      steadiness: 0.6,
      keepColours: 0,
      sharpEdges: true,
      strokeScale: 1,
      styledArea: 'all',
      splitView: false,
      splitAt: 0.5,
      aspect: 'full',
      timer: 0,
      grid: false,
      theme: 'system',
      mirrorStyles: 'all',
      mirrorSeconds: 20,
      mirrorCountdown: 3,
    },
    encodingStyleId: null,
    stats: { fps: 29.6, medianMs: 21.4, p95Ms: 30.2, width: 384, height: 512, backend: 'webgl' },
    governor: { level: 448, targetFps: 30, fps: 29.6, state: 'holding' },
  };
}

export class FakeSession implements SessionApi {
  snapshot: SessionSnapshot;
  readonly calls: Call[] = [];
  readonly recording = new FakeRecording();
  readonly takes = new FakeTakes();
  readonly conversion = new FakeConversion();
  readonly mirror = new FakeMirror();
  readonly styles = new FakeStyles(this);
  readonly settings: SettingsApi = {
    change: (change) => {
      this.log('settings.change', change);
      this.change(change);
    },
  };
  readonly cameraControls: CameraControlsApi = {
    setZoom: (zoom) => this.set({ cameraControls: { ...this.snapshot.cameraControls, zoom } }),
    setTorch: (torch) => this.set({ cameraControls: { ...this.snapshot.cameraControls, torch } }),
  };
  readonly sources: SourcesApi = {
    openCamera: (deviceId) => this.#asked('sources.openCamera', deviceId),
    flip: () => this.#asked('sources.flip'),
    openFile: (file) => this.#asked('sources.openFile', file),
    togglePlayback: () => this.log('sources.togglePlayback'),
  };
  readonly live: LiveApi = {
    setStageSize: (width, height) => this.log('live.setStageSize', width, height),
    still: () => Promise.resolve(this.still),
  };
  readonly hq: HqOpenerApi = {
    open: async (what) => {
      await this.#asked('hq.open', what);
      return this.openedHq;
    },
  };
  readonly sharing: SharingApi = { pack: () => Promise.resolve(new File(['pack'], 'style.impasto')) };
  /** What stills come out as. */
  still: Still | null = null;
  /** What `hq.open` gives. */
  openedHq: HqApi | null = null;

  readonly #target = new EventTarget();

  constructor(change: Partial<SessionSnapshot> = {}) {
    this.snapshot = { ...fakeSnapshot(), ...change };
  }

  addEventListener<K extends keyof SessionEvents>(
    type: K,
    listener: (event: SessionEvents[K]) => void,
    options?: AddEventListenerOptions,
  ): void {
    this.#target.addEventListener(type, listener as EventListener, options);
  }

  removeEventListener<K extends keyof SessionEvents>(
    type: K,
    listener: (event: SessionEvents[K]) => void,
  ): void {
    this.#target.removeEventListener(type, listener as EventListener);
  }

  /** Replaces parts of the snapshot, as the real session does. */
  set(change: Partial<SessionSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    this.#target.dispatchEvent(new Event('change'));
  }

  notify(notice: Notice): void {
    this.#target.dispatchEvent(new CustomEvent('notice', { detail: notice }));
  }

  notifyTake(notice: TakeNotice): void {
    this.#target.dispatchEvent(new CustomEvent('take-notice', { detail: notice }));
  }

  /** Arguments of the last call of a method, or undefined when it was never called. */
  lastCall(name: CallName): readonly unknown[] | undefined {
    return this.calls.findLast((call) => call.name === name)?.args;
  }

  log(name: CallName, ...args: unknown[]): void {
    this.calls.push({ name, args });
  }

  change(change: Partial<Settings>): void {
    this.set({ settings: { ...this.snapshot.settings, ...change } });
  }

  retry(): Promise<void> {
    return this.#asked('retry');
  }

  async takeStill(): Promise<Still | null> {
    await this.#asked('takeStill');
    return this.still;
  }

  #asked(name: CallName, ...args: unknown[]): Promise<void> {
    this.log(name, ...args);
    return Promise.resolve();
  }
}
