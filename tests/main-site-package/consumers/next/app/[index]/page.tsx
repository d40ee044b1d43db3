import { knownTemplate } from '@edgecard/card-schema';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cardMetadata } from '../../card-metadata';
import cards from '../../cards.json';

export const runtime = 'edge';

interface Props {
  params: Promise<{ index: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const card = cards.cards[Number((await params).index)] ?? notFound();
  const page = { title: 'A page', url: 'https://app.example/page' };
  return cardMetadata(knownTemplate(card.template), card.input as never, page, cards.options);
}

export default async function Page({ params }: Props) {
  return <p>Card {(await params).index}</p>;
}
