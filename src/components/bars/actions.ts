import {
  Camera,
  Clapperboard,
  FolderOpen,
  type IconNode,
  Image,
  Images,
  Pause,
  Play,
  SwitchCamera,
  Video,
} from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CameraDevice, SourceState } from '../../pipeline/api/session-state';
import type { RecordingApi } from '../../pipeline/api/recording-api';
import type { TakesApi } from '../../pipeline/api/takes-api';
import { required } from '../../shared/assert';
import { emit, type ImpastoEvent } from '../controls/events';
import '../controls/icon';
import '../controls/menu';
import type { MenuItem } from '../controls/menu';
import '../recording/shutter';
import { strings } from '../strings/strings';
import { SubscriptionController } from '../controls/subscription-controller';
import { recordingStrings } from '../strings/recording-strings';
import { controls } from '../theme/controls';

/**
 * The row in thumb reach: takes and source on the left, shutter in the middle, record and flip (or play and pause) on the
 * right. While a recording runs the shutter stops it, and a still can be taken beside it.
 *
 * @fires camera-open - A camera was chosen.
 * @fires content-open - A file is to be picked.
 * @fires still-request - A still is wanted.
 * @fires record-start - A recording is to begin.
 * @fires record-stop - The recording is to end.
 * @fires convert-open - A video file is to be converted.
 * @fires takes-open - The library is wanted.
 * @fires camera-flip - The other camera is wanted.
 * @fires playback-toggle - Play or pause the video.
 */
@customElement('impasto-actions')
export class ImpastoActions extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: 1fr auto 1fr;
        align-items: center;
        justify-items: center;
      }

      .side {
        width: 48px;
        height: 48px;
        background: var(--im-glass);
        border: 1px solid var(--im-line);
        --im-icon-size: 24px;
      }

      .side:hover:not(:disabled) {
        background: var(--im-raised);
      }

      .wing {
        display: flex;
        align-items: center;
        justify-content: space-evenly;
        width: 100%;
      }

      .takes {
        position: relative;
        overflow: hidden;
      }

      .takes img {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        object-fit: cover;
      }

      /* Its press says why nothing comes of it: a disabled button could not, on a phone. */
      .record[aria-disabled='true'] {
        opacity: 0.38;
      }

      .record::before {
        content: '';
        width: 22px;
        height: 22px;
        border-radius: 50%;
        background: var(--im-record);
      }
    `,
  ];

  @property({ attribute: false }) source: SourceState = { kind: 'idle' };
  @property({ attribute: false }) cameras: readonly CameraDevice[] = [];
  /** A still is being made. */
  @property({ type: Boolean }) saving = false;
  @property({ attribute: false }) takes: TakesApi | null = null;
  @property({ attribute: false }) recording: RecordingApi | null = null;

  constructor() {
    super();
    new SubscriptionController(this, () => this.takes);
    new SubscriptionController(this, () => this.recording);
  }

  /** Cameras are listed by name only where there is a choice. */
  #cameras(): readonly CameraDevice[] {
    return this.cameras.length > 1 ? this.cameras : [{ deviceId: '', label: strings.camera() }];
  }

  readonly #chooseSource = (event: ImpastoEvent<'menu-choose'>): void => {
    event.stopPropagation();
    const cameras = this.#cameras();
    const { index } = event.detail;
    if (index < cameras.length) {
      emit(this, 'camera-open', { deviceId: required(cameras[index], 'the camera').deviceId });
    } else if (index === cameras.length) emit(this, 'content-open');
    else emit(this, 'convert-open', { what: 'pick' });
  };

  protected override render(): TemplateResult {
    const { source } = this;
    const cameras = this.#cameras();
    const making = this.recording?.snapshot.state.kind;
    const recording = making === 'recording';
    const items: MenuItem[] = [
      ...cameras.map(({ deviceId, label }) => ({
        label: label || strings.camera(),
        icon: Video,
        ...(cameras.length > 1
          ? { checked: source.kind === 'camera' && source.deviceId === deviceId }
          : undefined),
      })),
      { label: strings.openFile(), icon: FolderOpen },
      ...(this.#obstacle() === null ? [{ label: recordingStrings.convertFile(), icon: Clapperboard }] : []),
    ];
    return html`
      <div class="wing">
        ${this.#takesButton()}
        <impasto-menu .label=${strings.source()} .items=${items} @menu-choose=${this.#chooseSource}>
          <span class="round side">
            <impasto-icon .icon=${source.kind === 'picture' ? Image : FolderOpen}></impasto-icon>
          </span>
        </impasto-menu>
      </div>
      <impasto-shutter
        ?busy=${this.saving || making === 'starting' || making === 'saving'}
        ?recording=${recording}
      ></impasto-shutter>
      <div class="wing">${this.#recordButton(recording)} ${this.#right()}</div>
    `;
  }

  /** Why neither recordings nor painted videos can be made in this browser; null when they can. */
  #obstacle(): string | null {
    switch (this.recording?.snapshot.support) {
      case 'no-storage':
        return recordingStrings.noStorage();
      case 'unsupported':
        return recordingStrings.noEncoder();
      default:
        return null;
    }
  }

  /** The way to the library wears its newest picture. */
  #takesButton(): TemplateResult {
    const poster = this.takes?.snapshot.takes.find(({ posterUrl }) => posterUrl !== '')?.posterUrl;
    return html`
      <button
        type="button"
        class="round side takes"
        aria-label=${recordingStrings.openTakes()}
        @click=${() => emit(this, 'takes-open')}
      >
        <impasto-icon .icon=${Images}></impasto-icon>
        ${poster === undefined ? nothing : html`<img src=${poster} alt="" />`}
      </button>
    `;
  }

  #recordButton(recording: boolean): TemplateResult {
    if (recording) return this.#side(strings.saveStill(), Camera, false, () => emit(this, 'still-request'));
    // A video file is better converted whole than recorded as it plays.
    const obstacle = this.#obstacle();
    if (this.source.kind === 'video' && obstacle === null) {
      return this.#side(recordingStrings.convert(), Clapperboard, false, () =>
        emit(this, 'convert-open', { what: 'source' }),
      );
    }
    return html`
      <button
        type="button"
        class="round side record"
        aria-label=${recordingStrings.record()}
        title=${obstacle ?? ''}
        aria-description=${obstacle ?? ''}
        aria-disabled=${obstacle === null ? 'false' : 'true'}
        ?disabled=${this.recording?.snapshot.state.kind !== 'idle'}
        @click=${() => emit(this, 'record-start')}
      ></button>
    `;
  }

  #right(): TemplateResult {
    const { source } = this;
    if (source.kind === 'video') {
      const [label, icon] = source.playing ? [strings.pause(), Pause] : [strings.play(), Play];
      return this.#side(label, icon, false, () => emit(this, 'playback-toggle'));
    }
    return this.#side(strings.flipCamera(), SwitchCamera, source.kind !== 'camera', () =>
      emit(this, 'camera-flip'),
    );
  }

  #side(label: string, icon: IconNode, disabled: boolean, act: () => void): TemplateResult {
    return html`
      <button type="button" class="round side" aria-label=${label} ?disabled=${disabled} @click=${act}>
        <impasto-icon .icon=${icon}></impasto-icon>
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-actions': ImpastoActions;
  }
}
