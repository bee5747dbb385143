import { Fragment } from "react";

/** An address, or another name, that breaks behind its @ where the line is too short for it. */
export function Email({ address }: { address: string }) {
  const parts = address.split("@");
  return parts.map((part, index) => (
    <Fragment key={index}>
      {index > 0 && (
        <>
          @<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}
