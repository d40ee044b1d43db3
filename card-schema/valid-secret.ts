/**
 * Whether a deployment can hold this key: its configuration lists keys between commas, of at least 16 characters, and takes braces
 * and quotes for a secret that nobody has resolved.
 */
export function isValidSecret(text: string): boolean {
  return text.trim() === text && /^[^,{}"\p{Cc}]{16,}$/u.test(text);
}
