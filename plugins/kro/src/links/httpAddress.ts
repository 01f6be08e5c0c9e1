/** The address if it is one a browser may open (http or https); undefined for anything else, such as `javascript:`. */
export function httpAddress(text: string | undefined): string | undefined {
  if (!text) {
    return undefined;
  }
  try {
    const { protocol } = new URL(text);
    return protocol === 'http:' || protocol === 'https:' ? text : undefined;
  } catch {
    return undefined;
  }
}
