/**
 * Opens the tfjs engine on webgl. A canvas keeps the kind of its first context, so all is tried on a context that is
 * thrown away before the visible canvas is asked for its own.
 */

import { ImpastoError } from '../../../shared/errors';
import type { EngineCalls } from '../engine.protocol';
import { rgbFloats } from '../../networks/pixels/pixels';
import { StyleNetworks } from '../../networks/nets/style-networks';
import { startBackend } from '../../networks/backend/tf-backend';
import type { BackendOptions } from '../../networks/backend/tf-backend';
import { CanvasPath } from '../tfjs/canvas-path';
import {
  probeOutput,
  probeSide,
  refuseSlow,
  refuseWrong,
  slowMs,
  speedSide,
  TooSlow,
  withTimeout,
} from '../common/probe';
import type { OnDrawn } from '../common/style-engine';
import { TfjsEngine } from '../tfjs/tfjs-engine';
import { canvasContext, isSoftwareContext } from './canvas-context';
import { shownProbe } from './probe-texture-path';
import { TexturePath } from './texture-path';

/**
 * Pictures go to the canvas as textures; where that is not to be had, or comes out wrong, by reading them back.
 * @param expected the cpu's answer to the probe.
 * @throws what makes webgl unfit here.
 */
export async function openWebgl(
  request: EngineCalls['open']['request'],
  options: BackendOptions & { readonly onDrawn: OnDrawn },
  expected: Float32Array,
): Promise<TfjsEngine> {
  const { canvas, models } = request;
  const trial = canvasContext(new OffscreenCanvas(probeSide, probeSide));
  if (!trial) throw new ImpastoError('no-backend', 'this browser has no WebGL 2 here');
  if (request.backend === 'auto' && isSoftwareContext(trial))
    throw new TooSlow('no-backend', 'WebGL is drawn by the processor here');
  await startBackend('webgl', { ...options, gl: trial });
  let networks = new StyleNetworks(models);
  try {
    refuseWrong(await withTimeout(probeOutput(networks, probeSide)), expected);
    if (request.backend === 'auto') await refuseSlow(() => probeOutput(networks, speedSide), slowMs);
    if (!canvas) return new TfjsEngine(networks, null);
    const gl = (await drawsRight(trial, networks, expected)) ? canvasContext(canvas) : null;
    if (!gl) return new TfjsEngine(networks, new CanvasPath(canvas, options.onDrawn));
    networks.dispose();
    await startBackend('webgl', { ...options, gl });
    networks = new StyleNetworks(models);
    return new TfjsEngine(networks, new TexturePath(gl, options.onDrawn));
  } catch (error) {
    networks.dispose();
    throw error;
  }
}

async function drawsRight(
  gl: WebGL2RenderingContext,
  networks: StyleNetworks,
  expected: Float32Array,
): Promise<boolean> {
  try {
    refuseWrong(rgbFloats(await withTimeout(shownProbe(gl, networks, probeSide))), expected);
    return true;
  } catch {
    return false;
  }
}
