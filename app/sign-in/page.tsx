import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SignIn } from "#components/access/sign-in.tsx";
import { listProviders } from "#server/access/sign-in/providers.ts";
import { returnPath } from "#server/access/sign-in/return-path.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
	return { title: `${(await getTranslations("access"))("signIn.title")} · Lazo` };
}

type Props = { searchParams: Promise<{ returnTo?: string; error?: string; signedOut?: string }> };

export default async function SignInPage({ searchParams }: Props) {
	const { returnTo, error, signedOut } = await searchParams;
	return (
		<SignIn
			providers={listProviders()}
			returnTo={returnPath(returnTo)}
			error={error}
			signedOut={signedOut !== undefined}
		/>
	);
}
