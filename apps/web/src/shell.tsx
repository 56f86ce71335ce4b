import { AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useTexts } from './texts/texts-context.js';

/** What is around every page. */
export function Shell({ children }: { children: ReactNode }) {
  const { pages, shell } = useTexts();
  const [opened, { toggle, close }] = useDisclosure();
  const [location] = useLocation();
  const links = [
    ['/', pages.generate],
    ['/batch', pages.batch],
    ['/models', pages.models],
    ['/dashboard', pages.dashboard],
    ['/ideas', pages.ideas],
  ];
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <AppShell.Header>
        <Group h="100%" px="md">
          <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={shell.menu} />
          <Text fw={700}>Creative Muse</Text>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        {links.map(([path, label]) => (
          <NavLink key={path} component={Link} href={path} label={label} active={location === path} onClick={close} />
        ))}
      </AppShell.Navbar>
      <AppShell.Main>{children}</AppShell.Main>
    </AppShell>
  );
}
