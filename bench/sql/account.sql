SELECT u.email FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email = :person ORDER BY s.id LIMIT 1;
