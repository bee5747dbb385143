-- Who looks: the last person that a bench made.
SELECT email FROM users WHERE email LIKE 'bench-%@example.com' ORDER BY created_at DESC LIMIT 1;

SELECT id AS "not shown" FROM sessions WHERE user_id = (
  SELECT id FROM users WHERE email LIKE 'bench-%@example.com' ORDER BY created_at DESC LIMIT 1) LIMIT 1;
