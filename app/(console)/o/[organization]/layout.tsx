import { Messages } from "#components/messages.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { MobileBar } from "#components/shell/mobile-bar.tsx";
import { navigationOf } from "#components/shell/navigation.ts";
import { PaletteProvider } from "#components/shell/palette-provider.tsx";
import { ShellProvider } from "#components/shell/shell-context.ts";
import { Sidebar } from "#components/shell/sidebar.tsx";
import { SkipLink } from "#components/shell/skip-link.tsx";
import { requireActor, requirePerson } from "#lib/action.ts";
import { can } from "#lib/auth/permissions.ts";
import { listOrganizations } from "#lib/organizations/list.ts";

export default pageOrNotice(async function OrganizationLayout(props: LayoutProps<"/o/[organization]">) {
  const { organization: slug } = await props.params;
  // Awaited before anything is sent, so that someone else's organization answers 404 and not an empty frame.
  const [person, actor] = await Promise.all([requirePerson(), requireActor(slug)]);
  const organizations = await listOrganizations(person);
  const shell = {
    email: person.email,
    role: actor.role,
    current: { slug, name: actor.organization.name },
    organizations: organizations.map(({ slug, name }) => ({ slug, name })),
    destinations: navigationOf(actor),
    mayConnect: person.consoleRole !== null && can({ role: person.consoleRole }, "organizations.connect"),
  };
  return (
    <Messages namespaces={[]} timeZone={actor.organization.timeZone}>
      <ShellProvider value={shell}>
        <PaletteProvider>
          <SkipLink />
          <div className="flex min-h-dvh">
            <Sidebar />
            <div className="flex min-w-0 flex-1 flex-col">
              <MobileBar />
              <main id="content" tabIndex={-1} className="flex-1 outline-none">
                {props.children}
              </main>
            </div>
          </div>
        </PaletteProvider>
      </ShellProvider>
    </Messages>
  );
}, "alone");
