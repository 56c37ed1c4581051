/**
 * The painting in a small window above others (W3C Picture-in-Picture): a video of the canvas, for as long as the window
 * is open. Owns video and stream while it is; `destroy()` closes the window.
 */

/** Frames per second of the window at most. */
const clipFps = 30;

export class PictureInPicture {
  #video: HTMLVideoElement | null = null;

  /** Whether this browser can show a canvas that way. */
  static get available(): boolean {
    return (
      'pictureInPictureEnabled' in document &&
      document.pictureInPictureEnabled &&
      'captureStream' in HTMLCanvasElement.prototype
    );
  }

  get open(): boolean {
    return this.#video !== null;
  }

  /**
   * Opens the window; called by a click, or the browser refuses.
   * @throws DOMException `NotAllowedError` when it does.
   */
  async show(canvas: HTMLCanvasElement): Promise<void> {
    await this.close();
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = canvas.captureStream(clipFps);
    this.#video = video;
    video.addEventListener('leavepictureinpicture', () => this.#free(video), { once: true });
    try {
      await video.play();
      await video.requestPictureInPicture();
    } catch (error) {
      this.#free(video);
      throw error;
    }
  }

  async close(): Promise<void> {
    const video = this.#video;
    if (!video) return;
    if (document.pictureInPictureElement === video) await document.exitPictureInPicture();
    this.#free(video);
  }

  destroy(): void {
    void this.close().catch(() => undefined);
  }

  #free(video: HTMLVideoElement): void {
    const { srcObject } = video;
    if (srcObject instanceof MediaStream) for (const track of srcObject.getTracks()) track.stop();
    video.srcObject = null;
    if (this.#video === video) this.#video = null;
  }
}
