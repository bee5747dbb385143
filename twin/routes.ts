import type { Routes } from "#twin/call.ts";
import { adminKeyRoutes } from "#twin/admin-keys/routes.ts";
import { apiKeyRoutes } from "#twin/api-keys/routes.ts";
import { costRoutes } from "#twin/costs/routes.ts";
import { eventRoutes } from "#twin/events/list.ts";
import { projectGroupRoutes } from "#twin/groups/projects.ts";
import { groupRoutes } from "#twin/groups/routes.ts";
import { groupUserRoutes } from "#twin/groups/users.ts";
import { inviteRoutes } from "#twin/invites/routes.ts";
import { projectUserRoutes } from "#twin/project-users/routes.ts";
import { projectRoutes } from "#twin/projects/routes.ts";
import { rateLimitRoutes } from "#twin/rate-limits/routes.ts";
import { groupAssignmentRoutes } from "#twin/roles/group-assignments.ts";
import { roleRoutes } from "#twin/roles/routes.ts";
import { userAssignmentRoutes } from "#twin/roles/user-assignments.ts";
import { serviceAccountRoutes } from "#twin/service-accounts/routes.ts";
import { spendAlertRoutes } from "#twin/spend/alerts.ts";
import { spendLimitRoutes } from "#twin/spend/limits.ts";
import { usageRoutes } from "#twin/usage/routes.ts";
import { userRoutes } from "#twin/users/routes.ts";

export const routes: Routes = {
  ...adminKeyRoutes,
  ...userRoutes,
  ...inviteRoutes,
  ...projectRoutes,
  ...projectUserRoutes,
  ...projectGroupRoutes,
  ...serviceAccountRoutes,
  ...apiKeyRoutes,
  ...rateLimitRoutes,
  ...spendLimitRoutes,
  ...spendAlertRoutes,
  ...groupRoutes,
  ...groupUserRoutes,
  ...roleRoutes,
  ...userAssignmentRoutes,
  ...groupAssignmentRoutes,
  ...eventRoutes,
  ...usageRoutes,
  ...costRoutes,
};
