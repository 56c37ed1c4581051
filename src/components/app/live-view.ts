/** The stage of the app: the live picture and all that lies over it. A template, so that its parts stay the app's own. */
import { html, nothing, type TemplateResult } from 'lit';
import type { RecordingApi } from '../../pipeline/api/recording-api';
import type { SessionSnapshot } from '../../pipeline/api/session-state';
import type { SecondPlace } from '../../pipeline/api/two-styles-api';
import { lensesOf } from '../../pipeline/sources/cameras';
import '../bars/engine-pill';
import { emit, type ImpastoEvent } from '../controls/events';
import '../stage/stage';
import '../stage/stage-message';
import type { StyleSwipe } from '../stage/style-swipe';
import { strings } from '../strings/strings';

export interface LiveView {
  readonly snapshot: SessionSnapshot;
  readonly recording: RecordingApi | null;
  /** Address of the chosen artwork's small picture; empty while there is none. */
  readonly artwork: string;
  readonly swipe: StyleSwipe;
  /** The source is shown in place of the painting. */
  readonly comparing: boolean;
  /** The picture floats above other windows. */
  readonly floating: boolean;
}

export function liveView(view: LiveView): TemplateResult {
  const { snapshot, comparing, swipe } = view;
  const { source, engine, stage, settings } = snapshot;
  return html`
    <impasto-stage
      class="stage"
      .view=${stage}
      .shape=${source.kind === 'camera' ? settings.aspect : 'full'}
      ?grid=${settings.grid}
      .comparing=${comparing}
      .backdrop=${view.artwork}
      @style-swipe=${({ detail }: ImpastoEvent<'style-swipe'>) => swipe.move(detail)}
      @style-swipe-end=${({ detail }: ImpastoEvent<'style-swipe-end'>) => swipe.end(detail)}
    >
      ${
        settings.splitView && stage.styled
          ? html`<impasto-split-view
              slot="picture"
              .at=${settings.splitAt}
              .fit=${stage.fit}
              .aspect=${stage.aspect ?? 1}
              ?hidden=${comparing}
            ></impasto-split-view>`
          : nothing
      }
      ${settings.second && stage.styled ? placeOf(view, settings.second.place) : nothing}
      <impasto-swipe-hint slot="picture" .swipe=${swipe.current}></impasto-swipe-hint>
      <impasto-countdown></impasto-countdown>
      ${isShowing(snapshot) ? toolRail(view) : nothing}
      <div class="status">${status(view)}</div>
      <impasto-stage-message class="message" .source=${source} .engine=${engine}></impasto-stage-message>
    </impasto-stage>
  `;
}

let brushLoads = false;

/** The brush is upgraded in its place when it is there. */
function loadBrush(): void {
  if (brushLoads) return;
  brushLoads = true;
  // A part that cannot be loaded is told by the page itself; the next look tries again.
  import('../two/brush').catch(() => (brushLoads = false));
}

/** What says where the second style is, on the picture. */
function placeOf({ snapshot, comparing }: LiveView, place: SecondPlace): TemplateResult | typeof nothing {
  const { stage, selection, activity } = snapshot;
  const hidden = comparing || activity === 'recording';
  if (place.kind === 'people') return nothing;
  if (place.kind === 'brush') loadBrush();
  return place.kind === 'brush'
    ? html`<impasto-brush
        slot="picture"
        .brush=${selection.brush}
        .fit=${stage.fit}
        .aspect=${stage.aspect ?? 1}
        ?hidden=${hidden}
      ></impasto-brush>`
    : html`<impasto-place-handles
        slot="picture"
        .place=${place}
        .fit=${stage.fit}
        .aspect=${stage.aspect ?? 1}
        ?hidden=${hidden}
      ></impasto-place-handles>`;
}

function isShowing({ source: { kind } }: SessionSnapshot): boolean {
  return kind === 'camera' || kind === 'video' || kind === 'picture';
}

function toolRail({ snapshot, floating }: LiveView): TemplateResult {
  const { source, stage, settings, cameraControls, activity } = snapshot;
  return html`<impasto-tool-rail
    class="rail glass"
    role="group"
    aria-label=${strings.tools()}
    .settings=${settings}
    .cameraControls=${cameraControls}
    .lenses=${lensesOf(snapshot.cameras, source)}
    .deviceId=${source.kind === 'camera' ? source.deviceId : ''}
    ?camera=${source.kind === 'camera'}
    ?styled=${stage.styled}
    ?recording=${activity === 'recording'}
    ?floating=${floating}
  ></impasto-tool-rail>`;
}

function status({ snapshot, recording, comparing }: LiveView): TemplateResult {
  const { source, engine, settings, stats, governor, cameraControls } = snapshot;
  const { zoom, minZoom } = cameraControls;
  return html`
    <impasto-record-bar .recording=${recording}></impasto-record-bar>
    ${
      settings.showStats
        ? html`<impasto-stats
            class="glass"
            data-testid="stats"
            .stats=${stats}
            .governor=${governor}
          ></impasto-stats>`
        : nothing
    }
    ${isShowing(snapshot) ? html`<impasto-engine-pill .engine=${engine}></impasto-engine-pill>` : nothing}
    ${comparing ? html`<span class="tag">${strings.original()}</span>` : nothing}
    ${'asleep' in source && source.asleep ? html`<span class="tag">${strings.asleep()}</span>` : nothing}
    ${zoom > minZoom ? zoomReset(zoom, minZoom) : nothing}
  `;
}

/** Says how far the picture is zoomed; a press takes it back. */
function zoomReset(zoom: number, minZoom: number): TemplateResult {
  const text = `${zoom.toFixed(1)}×`;
  return html`<button
    type="button"
    class="zoom"
    aria-label=${strings.zoomReset(text)}
    @click=${({ currentTarget }: Event) =>
      currentTarget && emit(currentTarget as HTMLElement, 'zoom-change', { scale: minZoom / zoom })}
  >
    ${text}
  </button>`;
}
