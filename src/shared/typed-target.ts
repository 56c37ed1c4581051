/** The part of `EventTarget` that is used here, for a map from type to event. */
export interface TypedEventTarget<Events> {
  addEventListener<K extends keyof Events>(
    type: K,
    listener: (event: Events[K]) => void,
    options?: AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): void;
  dispatchEvent(event: Event): boolean;
}

/** An `EventTarget` that knows its events. A cast: the methods are the browser's own. */
export const TypedTarget = EventTarget as new <Events>() => TypedEventTarget<Events>;
