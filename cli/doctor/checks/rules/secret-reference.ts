/** Its last part is a version's id; without one, the current version is meant. */
const REFERENCE = /^\{\{resolve:secretsmanager:[^{}]*(\$\{\w+\})?[^{}]*:SecretString(:\w+|:::[\w-]*)?\}\}$/;

/** Whether the text is a dynamic reference to Secrets Manager and nothing else. */
export function isSecretReference(text: string): boolean {
  return REFERENCE.test(text);
}
