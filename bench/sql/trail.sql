SELECT actor_label FROM trail WHERE organization_id = :organization ORDER BY id DESC LIMIT 50;
