import { PageNotice } from "#components/shell/page-notice.tsx";

export default function NotFound() {
  return (
    <main id="content">
      <PageNotice of="notFound" />
    </main>
  );
}
