import { expect, test } from "vitest";
import { BaseUrl, openAiBaseUrl } from "./base-url.ts";

const refusalOf = (text: string) => BaseUrl.safeParse(text).error?.issues[0]?.message;

test.each([
  "http://169.254.169.254/latest",
  "http://169.254.1.1",
  "http://2852039166/v1",
  "http://0xa9fea9fe/v1",
  "http://0251.0376.0251.0376/v1",
  "http://[::ffff:169.254.169.254]/v1",
  "http://[::ffff:a9fe:a9fe]/v1",
  "http://[0:0:0:0:0:ffff:a9fe:0001]/v1",
  "http://[fe80::1]/v1",
  "http://[febf::1]/v1",
  "http://[fd00:ec2::254]/latest",
  "http://metadata.google.internal/v1",
  "http://METADATA.google.internal./v1",
  "http://metadata.google.internal.:80/v1",
])("%s, which a cloud answers with its machine's credentials, is refused however it is written", (text) => {
  expect(refusalOf(text)).toBe("linkLocal");
});

test.each([
  "ftp://api.openai.com/v1",
  "javascript:alert(1)",
  "http://user:word@proxy/v1",
  "https://proxy/v1?key=x",
  "https://proxy/v1#x",
  "not an address",
  "//proxy/v1",
  "http://",
])("%s is no address of an Admin API", (text) => expect(refusalOf(text)).toBe("url"));

test.each([
  ["", openAiBaseUrl],
  ["   ", openAiBaseUrl],
  [" https://api.openai.com/v1/ ", openAiBaseUrl],
  ["https://API.openai.com/v1///", openAiBaseUrl],
  ["http://127.0.0.1:4100/v1", "http://127.0.0.1:4100/v1"],
  ["http://10.0.0.7/openai", "http://10.0.0.7/openai"],
  ["http://[::1]:4100/v1", "http://[::1]:4100/v1"],
  ["http://[::ffff:10.0.0.7]/v1", "http://[::ffff:a00:7]/v1"],
  ["http://169.255.0.1/v1", "http://169.255.0.1/v1"],
  ["http://metadata.example.com/v1", "http://metadata.example.com/v1"],
])("%j is kept as %s", (text, kept) => expect(BaseUrl.parse(text)).toBe(kept));
