const REFERENCE = /^\{\{resolve:secretsmanager:[^{}]*(\$\{\w+\})?[^{}]*:SecretString(:\w+)?\}\}$/;

/** Whether the text is a dynamic reference to Secrets Manager and nothing else. */
export function isSecretReference(text: string): boolean {
  return REFERENCE.test(text);
}
