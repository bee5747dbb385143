import { notFound } from "next/navigation";

/** Any address below an organization that is no page: said inside the shell, where the other pages are in reach. */
export default function MissingPage(): never {
  notFound();
}
