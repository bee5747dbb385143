"use client";

type GlobalErrorProps = { error: Error & { digest?: string } };

// The layout itself failed, so nothing of it can be used here: no language, no styles, no components.
export default function GlobalError({ error }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body style={{ fontFamily: "system-ui, sans-serif", padding: "4rem 1.5rem", textAlign: "center" }}>
        <h1 style={{ fontSize: "1.125rem" }}>The console is not available right now</h1>
        <p lang="ja">現在コンソールを利用できません。</p>
        <p>
          {/* A whole new page on purpose: what is loaded has failed. */}
          {/* eslint-disable-next-line @next/next/no-html-link-for-pages */}
          <a href="/">Try again · 再試行</a>
        </p>
        {error.digest !== undefined && <p style={{ fontFamily: "monospace" }}>{error.digest}</p>}
      </body>
    </html>
  );
}
