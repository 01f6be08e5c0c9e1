/** The text that an object was read from; strict decoding looks at it again. */
export interface BodyText {
  format: 'json' | 'yaml' | 'patch';
  text: string;
}
