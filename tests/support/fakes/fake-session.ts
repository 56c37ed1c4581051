/** A session without camera, engine or storage: drawn canvases, and a log of every call. For tests of the interface. */
import type { HqApi } from '../../../src/pipeline/api/hq-state';
import type { CameraControlsApi } from '../../../src/pipeline/api/camera-controls-api';
import type { SessionApi, SessionEvents } from '../../../src/pipeline/api/session-api';
import type {
  FreeSettings,
  Notice,
  SessionSnapshot,
  Settings,
  Still,
  StyleEntry,
} from '../../../src/pipeline/api/session-state';
import { FakeStyles } from './fake-styles';
import { FakeTakes } from './fake-takes';

export interface Call {
  readonly name: keyof SessionApi;
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
    lens: { zoom: 1, minZoom: 1, maxZoom: 4, torch: null },
    looks: { favourites: [], undoable: false },
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
    },
    encodingStyleId: null,
    stats: { fps: 29.6, medianMs: 21.4, p95Ms: 30.2, width: 384, height: 512, backend: 'webgl' },
    governor: { level: 448, targetFps: 30, fps: 29.6, state: 'holding' },
  };
}

export class FakeSession implements SessionApi {
  snapshot: SessionSnapshot;
  readonly calls: Call[] = [];
  readonly takes = new FakeTakes();
  readonly looks = new FakeStyles(this);
  readonly lens: CameraControlsApi = {
    setZoom: (zoom) => this.set({ lens: { ...this.snapshot.lens, zoom } }),
    setTorch: (torch) => this.set({ lens: { ...this.snapshot.lens, torch } }),
  };
  still: Still | null = null;
  readonly sharing = {
    pack: () => Promise.resolve(new File(['pack'], 'style.impasto')),
    picture: () => Promise.resolve(this.still?.blob ?? null),
  };
  hq: HqApi | null = null;

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

  /** Arguments of the last call of a method, or undefined when it was never called. */
  lastCall(name: keyof SessionApi): readonly unknown[] | undefined {
    return this.calls.findLast((call) => call.name === name)?.args;
  }

  #log(name: keyof SessionApi, ...args: unknown[]): void {
    this.calls.push({ name, args });
  }

  #settings(change: Partial<Settings>): void {
    this.set({ settings: { ...this.snapshot.settings, ...change } });
  }

  openCamera(deviceId?: string): Promise<void> {
    this.#log('openCamera', deviceId);
    return Promise.resolve();
  }

  flip(): Promise<void> {
    this.#log('flip');
    return Promise.resolve();
  }

  openFile(file: File): Promise<void> {
    this.#log('openFile', file);
    return Promise.resolve();
  }

  retry(): Promise<void> {
    this.#log('retry');
    return Promise.resolve();
  }

  togglePlayback(): void {
    this.#log('togglePlayback');
  }

  chooseStyle(id: string): void {
    this.#log('chooseStyle', id);
    this.#settings({ styleId: id });
  }

  setStrength(strength: number): void {
    this.#log('setStrength', strength);
    this.#settings({ strength });
  }

  setBackend(backend: Settings['backend']): void {
    this.#log('setBackend', backend);
    this.#settings({ backend });
  }

  setDetail(detail: Settings['detail']): void {
    this.#log('setDetail', detail);
    this.#settings({ detail });
  }

  updateSettings(change: Partial<FreeSettings>): void {
    this.#log('updateSettings', change);
    this.#settings(change);
  }

  setStageSize(width: number, height: number): void {
    this.#log('setStageSize', width, height);
  }

  addStyle(picture: Blob, title: string): Promise<string | null> {
    this.#log('addStyle', picture, title);
    return Promise.resolve('own-9');
  }

  addStyleFromFrame(title: string): Promise<string | null> {
    this.#log('addStyleFromFrame', title);
    return Promise.resolve('own-9');
  }

  removeStyle(id: string): Promise<void> {
    this.#log('removeStyle', id);
    const { styles, settings } = this.snapshot;
    const gone = styles.find((style) => style.id === id);
    const rest = styles.filter((style) => style.id !== id);
    this.set({ styles: rest, settings: { ...settings, styleId: rest[0]?.id ?? '' } });
    this.notify({
      code: 'style-removed',
      title: gone?.title ?? '',
      undo: () => this.set({ styles, settings }),
    });
    return Promise.resolve();
  }

  openHq(what: 'frame' | 'kept'): Promise<HqApi | null> {
    this.#log('openHq', what);
    return Promise.resolve(this.hq);
  }

  takeStill(): Promise<Still | null> {
    this.#log('takeStill');
    return Promise.resolve(this.still);
  }
}
