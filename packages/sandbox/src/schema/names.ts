const subdomain =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const label1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

function tooLongText(max: number): string {
  return `must be no more than ${max} characters`;
}

/** What keeps a text from being an RFC 1123 subdomain, in Kubernetes' words; empty when it is one. */
export function subdomainErrors(text: string): string[] {
  const errors = text.length > 253 ? [tooLongText(253)] : [];
  if (!subdomain.test(text)) {
    errors.push(
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    );
  }
  return errors;
}

/** What keeps a text from being an RFC 1035 label, in Kubernetes' words; empty when it is one. */
export function labelErrors(text: string): string[] {
  const errors = text.length > 63 ? [tooLongText(63)] : [];
  if (!label1035.test(text)) {
    errors.push(
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
    );
  }
  return errors;
}
