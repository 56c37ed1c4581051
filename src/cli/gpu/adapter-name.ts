/** What a GPU is called, for people. */
export function adapterName({ vendor, architecture, description }: GPUAdapterInfo): string {
  return description || [vendor, architecture].filter(Boolean).join(' ') || 'a GPU without a name';
}
