/** Looks without an engine: settings and snapshot follow, pictures of the scene are one colour per style. */
import type { StylesApi, MixPart } from '../../../src/pipeline/api/styles-api';
import type { FakeSession } from './fake-session';

export class FakeStyles implements StylesApi {
  /** Every mix that was shown without being chosen. */
  readonly previews: (readonly MixPart[] | null)[] = [];
  /** What is being watched. */
  watched: readonly string[] = [];
  readonly #session: FakeSession;

  constructor(session: FakeSession) {
    this.#session = session;
  }

  setMix(mix: readonly MixPart[]): void {
    const { settings, looks } = this.#session.snapshot;
    const strongest = mix.toSorted((a, b) => b.weight - a.weight)[0];
    const styleId = strongest?.id ?? settings.styleId;
    this.#session.set({ settings: { ...settings, styleId, mix }, looks: { ...looks, undoable: true } });
  }

  preview(parts: readonly MixPart[] | null): void {
    this.previews.push(parts);
  }

  undo(): void {
    const { settings, looks } = this.#session.snapshot;
    this.#session.set({
      settings: { ...settings, styleId: 'gallery-2', mix: [] },
      looks: { ...looks, undoable: false },
    });
  }

  surprise(what: 'style' | 'mix'): void {
    if (what === 'style') this.#session.chooseStyle('gallery-4');
    else
      this.setMix([
        { id: 'gallery-3', weight: 0.7 },
        { id: 'gallery-4', weight: 0.3 },
      ]);
  }

  setFavourite(id: string, on: boolean): void {
    const { looks } = this.#session.snapshot;
    const others = looks.favourites.filter((other) => other !== id);
    this.#session.set({ looks: { ...looks, favourites: on ? [...others, id] : others } });
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
