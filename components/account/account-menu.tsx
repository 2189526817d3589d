"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell, ChevronDown, Gavel, Landmark, LogOut, Settings, User } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "#components/ui/menu.tsx";
import { shorten } from "#components/ui/shorten.ts";
import { participantQuery } from "#lib/client/account/queries.ts";
import { whoAmIQuery } from "#lib/client/account/who.ts";
import { requestJson } from "#lib/client/request-json.ts";

/** The bar's account corner for whoever is signed in: the name with its places and "Sign out". */
export function AccountMenu() {
  const client = useQueryClient();
  const router = useRouter();
  const who = useQuery(whoAmIQuery).data;
  const session = who?.session ?? null;
  const did = session?.did ?? "";
  const participant = useQuery({ ...participantQuery(did), enabled: session !== null });
  if (session === null) return null;
  const signOut = async () => {
    await requestJson("/api/v1/session", { method: "DELETE" });
    await client.invalidateQueries();
    router.push("/operator");
    router.refresh();
  };
  return (
    <Menu
      trigger={
        <Button variant="quiet" aria-label="Your account">
          <User aria-hidden />
          <span className="hidden max-w-40 truncate sm:inline">{participant.data?.displayName ?? shorten(did)}</span>
          <ChevronDown aria-hidden className="max-sm:hidden" />
        </Button>
      }
    >
      <MenuLink href="/operator">
        <User aria-hidden />
        Publish
      </MenuLink>
      <MenuLink href="/following">
        <Bell aria-hidden />
        Following
      </MenuLink>
      {who?.maintainer ? (
        <MenuLink href="/maintainers/me">
          <Gavel aria-hidden />
          Maintainer
        </MenuLink>
      ) : null}
      {who?.admin ? (
        <MenuLink href="/admin">
          <Landmark aria-hidden />
          Administration
        </MenuLink>
      ) : null}
      <MenuLink href="/settings">
        <Settings aria-hidden />
        Keys, sessions, display
      </MenuLink>
      <MenuSeparator />
      <MenuItem onSelect={() => void signOut()}>
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
    </Menu>
  );
}
