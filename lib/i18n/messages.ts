import enAuth from "#messages/en/auth.json" with { type: "json" };
import enAudit from "#messages/en/audit.json" with { type: "json" };
import enCommon from "#messages/en/common.json" with { type: "json" };
import enCosts from "#messages/en/costs.json" with { type: "json" };
import enErrors from "#messages/en/errors.json" with { type: "json" };
import enEvents from "#messages/en/events.json" with { type: "json" };
import enExports from "#messages/en/exports.json" with { type: "json" };
import enKeys from "#messages/en/keys.json" with { type: "json" };
import enMembers from "#messages/en/members.json" with { type: "json" };
import enOrganizations from "#messages/en/organizations.json" with { type: "json" };
import enOverview from "#messages/en/overview.json" with { type: "json" };
import enPermissions from "#messages/en/permissions.json" with { type: "json" };
import enProjects from "#messages/en/projects.json" with { type: "json" };
import enSettings from "#messages/en/settings.json" with { type: "json" };
import enShell from "#messages/en/shell.json" with { type: "json" };
import enStreams from "#messages/en/streams.json" with { type: "json" };
import enTrail from "#messages/en/trail.json" with { type: "json" };
import enUsage from "#messages/en/usage.json" with { type: "json" };
import jaAuth from "#messages/ja/auth.json" with { type: "json" };
import jaAudit from "#messages/ja/audit.json" with { type: "json" };
import jaCommon from "#messages/ja/common.json" with { type: "json" };
import jaCosts from "#messages/ja/costs.json" with { type: "json" };
import jaErrors from "#messages/ja/errors.json" with { type: "json" };
import jaEvents from "#messages/ja/events.json" with { type: "json" };
import jaExports from "#messages/ja/exports.json" with { type: "json" };
import jaKeys from "#messages/ja/keys.json" with { type: "json" };
import jaMembers from "#messages/ja/members.json" with { type: "json" };
import jaOrganizations from "#messages/ja/organizations.json" with { type: "json" };
import jaOverview from "#messages/ja/overview.json" with { type: "json" };
import jaPermissions from "#messages/ja/permissions.json" with { type: "json" };
import jaProjects from "#messages/ja/projects.json" with { type: "json" };
import jaSettings from "#messages/ja/settings.json" with { type: "json" };
import jaShell from "#messages/ja/shell.json" with { type: "json" };
import jaStreams from "#messages/ja/streams.json" with { type: "json" };
import jaTrail from "#messages/ja/trail.json" with { type: "json" };
import jaUsage from "#messages/ja/usage.json" with { type: "json" };
import enViews from "#messages/en/views.json" with { type: "json" };
import jaViews from "#messages/ja/views.json" with { type: "json" };
import type { Locale } from "#lib/i18n/locales.ts";

const en = {
  auth: enAuth,
  audit: enAudit,
  common: enCommon,
  costs: enCosts,
  errors: enErrors,
  events: enEvents,
  exports: enExports,
  keys: enKeys,
  members: enMembers,
  organizations: enOrganizations,
  overview: enOverview,
  permissions: enPermissions,
  projects: enProjects,
  settings: enSettings,
  shell: enShell,
  streams: enStreams,
  trail: enTrail,
  usage: enUsage,
  views: enViews,
};

const ja: typeof en = {
  auth: jaAuth,
  audit: jaAudit,
  common: jaCommon,
  costs: jaCosts,
  errors: jaErrors,
  events: jaEvents,
  exports: jaExports,
  keys: jaKeys,
  members: jaMembers,
  organizations: jaOrganizations,
  overview: jaOverview,
  permissions: jaPermissions,
  projects: jaProjects,
  settings: jaSettings,
  shell: jaShell,
  streams: jaStreams,
  trail: jaTrail,
  usage: jaUsage,
  views: jaViews,
};

export type Messages = typeof en;

/** One file of messages/<locale>: what a page or a shared part of the interface says. */
export type Namespace = keyof Messages;

const byLocale: Record<Locale, Messages> = { en, ja };

export function messagesOf(locale: Locale): Messages {
  return byLocale[locale];
}

declare module "use-intl" {
  // The library is told our keys by merging into its interface, so that a wrong key fails the type check.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
