/** The work behind `SharingActions`: files taken in, style packs, pictures and links sent out. */
import { linkTo } from '../../pipeline/page/deep-link';
import type { ShareOutcome } from '../../pipeline/page/deep-link';
import type { SessionApi } from '../../pipeline/api/session-api';
import { takeSharedFiles } from '../../pipeline/page/share-inbox';
import { isStylePack, packEnding, packType } from '../../pipeline/styles/style-pack-file';
import { download } from '../../shared/files/download';
import type { SharingRequest } from '../controls/events';
import { sharingStrings } from './sharing-strings';
import { titleOf } from './files';
import type { ImpastoToasts } from '../controls/toasts';

/** What `SharingActions` and its jobs need to see of the app. */
export interface SharingViews {
  readonly toasts: () => ImpastoToasts;
  /** Asks whether a picture is a style or content. */
  readonly ask: (picture: File) => void;
  /** Opens the conversion sheet. */
  readonly convert: (video: File) => Promise<void>;
  readonly openTakes: () => void;
  /** True while something covers the picture: then copying and pasting is not for us. */
  readonly blocked: () => boolean;
}

/** Most pictures that become styles at once. */
const maxStyles = 12;

export class SharingJobs {
  readonly #session: SessionApi;
  readonly #views: SharingViews;

  constructor(session: SessionApi, views: SharingViews) {
    this.#session = session;
    this.#views = views;
  }

  async send(what: SharingRequest): Promise<void> {
    switch (what) {
      case 'pack-save':
        return this.#savePack();
      case 'pack-open':
        this.#pickPack();
        return;
      case 'picture-copy':
        return this.#copyPicture();
      case 'picture-paste':
        return this.#pastePicture();
      case 'link-copy':
        return this.#copyLink();
    }
  }

  /** Style packs and several pictures become styles; for one picture the person is asked; a video is converted. */
  async receive(files: readonly File[]): Promise<void> {
    const packs = files.filter(isStylePack);
    const pictures = files.filter((file) => file.type.startsWith('image/'));
    const video = files.find((file) => file.type.startsWith('video/') || /\.(mkv|mov)$/i.test(file.name));
    if (packs.length + pictures.length === 0 && !video) {
      this.#tell('error', sharingStrings.nothingShared());
      return;
    }
    for (const pack of packs) await this.#session.styles.add(pack, pack.name);
    const [picture] = pictures;
    if (pictures.length > 1) {
      for (const style of pictures.slice(0, maxStyles)) await this.#session.styles.add(style, titleOf(style));
    } else if (picture) this.#views.ask(picture);
    if (video) await this.#views.convert(video);
  }

  async receiveShared(outcome: ShareOutcome): Promise<void> {
    const files = await takeSharedFiles();
    if (outcome === 'full') this.#tell('error', sharingStrings.shareTooLarge());
    // Of a share before there may be some, also when there was no room for this one.
    if (outcome !== 'full' || files.length > 0) await this.receive(files);
  }

  async #savePack(): Promise<void> {
    const pack = await this.#session.sharing.pack();
    if (!pack) return;
    download(pack, pack.name);
    this.#tell('info', sharingStrings.packSaved());
  }

  #pickPack(): void {
    const input = document.createElement('input');
    input.type = 'file';
    // Phones know neither the ending nor the type: there any file may be picked, and is looked at.
    if (!matchMedia('(pointer: coarse)').matches) input.accept = `${packEnding},${packType}`;
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      if (file) void this.#session.styles.add(asPack(file), file.name);
    });
    input.click();
  }

  async #copyPicture(): Promise<void> {
    const picture = this.#session.live.still();
    // The item is made before the picture is there: Safari allows it within the press only.
    const png = picture.then(
      (still) => still?.blob ?? Promise.reject(new DOMException('no picture', 'AbortError')),
    );
    const copied = await this.#clipboard(() =>
      navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]),
    );
    if ((await picture) && copied) this.#tell('info', sharingStrings.pictureCopied());
  }

  async #pastePicture(): Promise<void> {
    await this.#clipboard(async () => {
      for (const item of await navigator.clipboard.read()) {
        const type = item.types.find((name) => name.startsWith('image/'));
        if (type === undefined) continue;
        this.#views.ask(new File([await item.getType(type)], 'image.png', { type }));
        return;
      }
      this.#tell('error', sharingStrings.noPictureToPaste());
    });
  }

  async #copyLink(): Promise<void> {
    const link = linkTo(new URL(location.href), this.#session.snapshot.settings);
    if (await this.#clipboard(() => navigator.clipboard.writeText(link)))
      this.#tell('info', sharingStrings.linkCopied(), link);
  }

  /** False when the browser refused, which was said then. */
  async #clipboard(job: () => Promise<void>): Promise<boolean> {
    try {
      await job();
      return true;
    } catch (error) {
      // What the picture itself had to say was a notice already.
      if (!(error instanceof DOMException && error.name === 'AbortError'))
        this.#tell('error', sharingStrings.clipboardRefused());
      return false;
    }
  }

  #tell(kind: 'info' | 'error', text: string, detail?: string): void {
    this.#views.toasts().show({ kind, text, ...(detail !== undefined && { detail }) });
  }
}

/** Picked under any name: it was picked as a style file, so it is read as one. */
function asPack(file: File): File {
  return isStylePack(file) ? file : new File([file], file.name, { type: packType });
}
