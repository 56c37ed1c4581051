/** Handles that are dragged over a picture or a pad. */

/** Takes hold of what was pressed, with the main button, and gives its keyboard input the focus. */
export function grasp(event: PointerEvent): void {
  if (event.button !== 0) return;
  const handle = event.currentTarget as HTMLElement;
  handle.setPointerCapture(event.pointerId);
  handle.querySelector('input')?.focus({ preventScroll: true });
  event.preventDefault();
}

/**
 * Where what is held was dragged to, as shares of `field`'s width and height from its top left; it may lie outside.
 * @returns null where the listening element is not held
 */
export function draggedTo(
  event: PointerEvent,
  field: Element,
): { readonly x: number; readonly y: number } | null {
  return (event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)
    ? placeIn(event, field)
    : null;
}

/** Where a pointer is, as shares of `field`'s width and height from its top left; it may lie outside. */
export function placeIn(event: MouseEvent, field: Element): { readonly x: number; readonly y: number } {
  const { left, top, width, height } = field.getBoundingClientRect();
  return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
}
