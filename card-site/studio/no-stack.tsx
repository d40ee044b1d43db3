/** Says why a part of the studio is not there. */
export function NoStack({ what }: { readonly what: string }) {
  return (
    <p className="notice" data-kind="plain">
      {what} need the studio’s server, which this page is without: start it with <code>npm start</code>.
    </p>
  );
}
