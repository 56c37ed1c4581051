/** Answers the window's calls in the convert worker. Holds the painter, which waits for painted frames. */
import type { ConvertCalls, ConvertEvent } from './convert.protocol';
import type { StartServer } from '../rpc/forward-messages';
import { serveCalls, Transferred } from '../rpc/worker-calls';
import type { CallReply, CallRequest } from '../rpc/worker-calls';
import { convertAnimation, inspectAnimation, isPicture, sampleAnimation } from './animation';
import { convert } from './conversion';
import { makeFilm } from './film';
import { inspect, samplePictures } from './inspect';
import { makeLoop } from './loop';
import { Painter } from './painter';

export const startConvertServer: StartServer<CallRequest<ConvertCalls>, CallReply<ConvertEvent>> = (send) => {
  const tell = (event: ConvertEvent, transfer?: Transferable[]): void =>
    send({ kind: 'event', event }, transfer);
  const painter = new Painter((frame, time) => tell({ kind: 'paint', frame, time }, [frame]));

  return serveCalls<ConvertCalls>(send, {
    inspect: ({ file }) => (isPicture(file) ? inspectAnimation(file) : inspect(file)),
    sample: async ({ file, trim, count, side }) => {
      const read = isPicture(file) ? sampleAnimation : samplePictures;
      const pictures = await read(file, trim, count, side);
      return new Transferred(pictures, pictures);
    },
    convert: (order) => (isPicture(order.file) ? convertAnimation : convert)(order, painter, tell),
    loop: (order) => makeLoop(order, (progress, frames) => tell({ kind: 'progress', progress, frames })),
    film: (order) => makeFilm(order, (progress, frames) => tell({ kind: 'progress', progress, frames })),
    attach: ({ frames }) => {
      painter.attach(frames);
      return null;
    },
    refusePaint: ({ message }) => {
      painter.refuse(message);
      return null;
    },
  });
};
