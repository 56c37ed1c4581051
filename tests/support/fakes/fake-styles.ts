/** Styles without an engine: settings and snapshot follow, pictures of the scene are one colour per style. */
import type { StylesApi, MixPart } from '../../../src/pipeline/api/styles-api';
import { BrushMask } from '../../../src/pipeline/styles/brush-mask';
import { TwoStyles } from '../../../src/pipeline/styles/two-styles';
import type { FakeSession } from './fake-session';

export class FakeStyles implements StylesApi {
  /** Every mix that was shown without being chosen. */
  readonly previews: (readonly MixPart[] | null)[] = [];
  /** What is being watched. */
  watched: readonly string[] = [];
  readonly two: TwoStyles;
  readonly brush: BrushMask;
  readonly #session: FakeSession;

  constructor(session: FakeSession) {
    this.#session = session;
    const brush = (this.brush = new BrushMask(() => session.snapshot.stage.aspect ?? 1));
    brush.addEventListener('change', () => {
      const { undoable, empty } = brush;
      session.set({ selection: { ...session.snapshot.selection, brush: { undoable, empty } } });
    });
    this.two = new TwoStyles({
      brush,
      settings: {
        get current() {
          return session.snapshot.settings;
        },
      },
      entries: () => session.snapshot.styles,
      show: (look) => session.change(look),
    });
  }

  choose(id: string): void {
    this.#session.log('styles.choose', id);
    this.#session.change({ styleId: id });
  }

  setStrength(strength: number): void {
    this.#session.log('styles.setStrength', strength);
    this.#session.change({ strength });
  }

  add(picture: Blob, title: string): Promise<string | null> {
    this.#session.log('styles.add', picture, title);
    return Promise.resolve('own-9');
  }

  addFrame(title: string): Promise<string | null> {
    this.#session.log('styles.addFrame', title);
    return Promise.resolve('own-9');
  }

  remove(id: string): Promise<void> {
    this.#session.log('styles.remove', id);
    const { styles, settings } = this.#session.snapshot;
    const gone = styles.find((style) => style.id === id);
    const rest = styles.filter((style) => style.id !== id);
    this.#session.set({ styles: rest, settings: { ...settings, styleId: rest[0]?.id ?? '' } });
    this.#session.notify({
      code: 'style-removed',
      title: gone?.title ?? '',
      undo: () => this.#session.set({ styles, settings }),
    });
    return Promise.resolve();
  }

  setMix(mix: readonly MixPart[]): void {
    const { settings, selection } = this.#session.snapshot;
    const strongest = mix.toSorted((a, b) => b.weight - a.weight)[0];
    const styleId = strongest?.id ?? settings.styleId;
    this.#session.set({
      settings: { ...settings, styleId, mix },
      selection: { ...selection, undoable: true },
    });
  }

  preview(parts: readonly MixPart[] | null): void {
    this.previews.push(parts);
  }

  undo(): void {
    const { settings, selection } = this.#session.snapshot;
    this.#session.set({
      settings: { ...settings, styleId: 'gallery-2', mix: [] },
      selection: { ...selection, undoable: false },
    });
  }

  surprise(what: 'style' | 'mix'): void {
    if (what === 'style') this.choose('gallery-4');
    else
      this.setMix([
        { id: 'gallery-3', weight: 0.7 },
        { id: 'gallery-4', weight: 0.3 },
      ]);
  }

  setFavourite(id: string, on: boolean): void {
    const { selection } = this.#session.snapshot;
    const others = selection.favourites.filter((other) => other !== id);
    this.#session.set({ selection: { ...selection, favourites: on ? [...others, id] : others } });
  }

  moveStyle(id: string, before: string | null): void {
    const { styles } = this.#session.snapshot;
    const moved = styles.find((style) => style.id === id);
    const rest = styles.filter((style) => style.id !== id);
    const at = before === null ? rest.length : rest.findIndex((style) => style.id === before);
    this.#session.set({ styles: moved ? rest.toSpliced(at, 0, moved) : rest });
  }

  watchScene(ids: readonly string[]): void {
    this.watched = ids;
  }

  scene(id: string): ImageData | null {
    if (!this.watched.includes(id)) return null;
    const hue = Array.from(id).reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 200;
    const data = new Uint8ClampedArray(96 * 96 * 4).map((_value, index) =>
      index % 4 === 0 ? hue : 255 - hue,
    );
    return new ImageData(data, 96, 96);
  }
}
