/** A converter without files or engine, and a log of every call. For tests of the interface. */
import type {
  ConversionApi,
  ConvertApi,
  ConvertOptions,
  ConvertState,
  KeyframePalette,
} from '../../../src/pipeline/api/convert-state';

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
