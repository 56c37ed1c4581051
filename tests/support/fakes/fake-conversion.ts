/** A converter without files or engine, and a log of every call. For tests of the interface. */
import type {
  ConversionApi,
  ConvertApi,
  ConvertOptions,
  ConvertState,
  KeyframePalette,
} from '../../../src/pipeline/api/convert-state';

/** A film that can be converted. */
export const readyToConvert: Extract<ConvertState, { kind: 'ready' }> = {
  kind: 'ready',
  name: 'Beach.mov',
  facts: { width: 1920, height: 1080, duration: 40, frameRate: 30, hasSound: true, hdr: false },
  options: { trim: { start: 0, end: 40 }, size: 1280, quality: 'standard', keyframes: [] },
  sizeBytes: 12e6,
  fits: true,
};

export class FakeConverter extends EventTarget implements ConvertApi {
  state: ConvertState = { kind: 'idle' };
  palette: KeyframePalette = {
    styles: [
      { id: 'great-wave', title: 'The Great Wave' },
      { id: 'starry-night', title: 'Starry Night' },
    ],
    styleId: 'great-wave',
    strength: 1,
    secondInHand: null,
  };
  readonly calls: string[] = [];

  set(state: ConvertState): void {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }

  open(file: File | null): Promise<void> {
    this.calls.push(`open ${file?.name ?? 'source'}`);
    return Promise.resolve();
  }

  setOptions(change: Partial<ConvertOptions>): void {
    this.calls.push(`setOptions ${JSON.stringify(change)}`);
  }

  start(): Promise<void> {
    this.calls.push('start');
    return Promise.resolve();
  }

  cancel(): void {
    this.calls.push('cancel');
    this.set({ kind: 'idle' });
  }
}

export class FakeConversion implements ConversionApi {
  readonly current = new FakeConverter();
  readonly load = (): Promise<FakeConverter> => Promise.resolve(this.current);
}
