"use client";
import { ErrorState } from "#components/error-state.tsx";

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return <ErrorState error={error} retry={retry} />;
}
