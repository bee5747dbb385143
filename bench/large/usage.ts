/** The hourly usage of the mirror, from the twin's own rows. $1 the organization. */

const owner = `coalesce(project_id, ''), coalesce(user_id, ''), coalesce(api_key_id, '')`;

const columns = `facts.usage (organization_id, bucket_at, kind, project_id, member_id, api_key_id, model,
  service_tier, batch, api_source, requests, input_tokens, output_tokens, input_cached_tokens,
  input_cache_write_tokens, input_audio_tokens, output_audio_tokens, quantity, size, source,
  context_level, vector_store_id)`;

const answers = (kind: string) => `INSERT INTO ${columns}
  SELECT $1::uuid, to_timestamp(hour_at), '${kind}', ${owner}, model, service_tier, batch::text, api_source,
    num_model_requests, input_tokens, output_tokens, input_cached_tokens, input_cache_write_tokens,
    input_audio_tokens, output_audio_tokens, 0, '', '', '', ''
  FROM twin.usage_${kind}`;

const embeddings = `INSERT INTO ${columns}
  SELECT $1::uuid, to_timestamp(hour_at), 'embeddings', ${owner}, model, '', '', '', num_model_requests,
    input_tokens, 0, 0, 0, 0, 0, 0, '', '', '', ''
  FROM twin.usage_embeddings`;

const tools = `INSERT INTO ${columns}
  SELECT $1::uuid, to_timestamp(hour_at), kind, ${owner}, coalesce(model, ''), '', '', coalesce(api_source, ''),
    coalesce(num_model_requests, num_requests, 0), coalesce(input_tokens, 0), 0, 0, 0, 0, 0,
    coalesce(images, characters, seconds, usage_bytes, num_sessions, num_requests, 0),
    coalesce(size, ''), coalesce(source, ''), coalesce(context_level, ''), coalesce(vector_store_id, '')
  FROM twin.usage_tools`;

export const usageStatements: Readonly<Record<string, string>> = {
  completions: answers("completions"),
  decisions: answers("decisions"),
  embeddings,
  tools,
};
