/** Collects the WebGL 2 contexts that workers' canvases give. */

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its receiver below
const getContext = OffscreenCanvas.prototype.getContext as (
  this: OffscreenCanvas,
  ...args: unknown[]
) => unknown;

/** The contexts of all canvases of this worker, from now on: the set grows. */
export function collectGlContexts(): ReadonlySet<WebGL2RenderingContext> {
  const contexts = new Set<WebGL2RenderingContext>();
  Object.defineProperty(OffscreenCanvas.prototype, 'getContext', {
    value: function (this: OffscreenCanvas, ...args: unknown[]): unknown {
      const context = getContext.apply(this, args);
      if (context instanceof WebGL2RenderingContext) contexts.add(context);
      return context;
    },
  });
  return contexts;
}
