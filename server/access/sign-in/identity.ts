/** Who an identity provider says somebody is. The pair (issuer, subject) is the identity; the rest may change. */
export type Identity = {
	issuer: string;
	subject: string;
	login: string;
	name: string;
	email: string | null;
	locale: string | null;
	groups: string[];
};
