/** In the place of the picture. */
export function MissingPicture({ error }: { readonly error: string | undefined }) {
  if (error === undefined) return <span className="networks-missing">No picture yet: it comes from the local stack.</span>;
  return (
    <span className="networks-missing" data-kind="error">
      There is no picture: {error}
    </span>
  );
}
