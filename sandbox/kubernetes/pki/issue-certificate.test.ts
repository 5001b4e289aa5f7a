import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { issueCertificate } from "./issue-certificate.ts";

describe("issueCertificate", () => {
	const authority = issueCertificate({ commonName: "authority", usage: "authority" });
	const issuer = {
		name: "authority",
		key: createPrivateKey(authority.key),
		publicKey: createPublicKey(authority.certificate),
	};

	test("an authority vouches for itself", () => {
		const certificate = new X509Certificate(authority.certificate);
		expect(certificate.ca).toBe(true);
		expect(certificate.verify(issuer.publicKey)).toBe(true);
	});

	test("a server's certificate is the authority's word for its addresses", () => {
		const pair = issueCertificate(
			{ commonName: "server", usage: "server", addresses: ["127.0.0.1"], hosts: ["localhost"] },
			issuer,
		);
		const certificate = new X509Certificate(pair.certificate);
		expect(certificate.checkIssued(new X509Certificate(authority.certificate))).toBe(true);
		expect(certificate.verify(issuer.publicKey)).toBe(true);
		expect(certificate.checkIP("127.0.0.1")).toBe("127.0.0.1");
		expect(certificate.checkHost("localhost")).toBe("localhost");
		expect(certificate.checkIP("127.0.0.2")).toBeUndefined();
		expect(certificate.checkPrivateKey(createPrivateKey(pair.key))).toBe(true);
	});

	test("a client's certificate names its user and groups", () => {
		const pair = issueCertificate({ commonName: "me", organisations: ["ours"], usage: "client" }, issuer);
		expect(new X509Certificate(pair.certificate).subject.split("\n")).toEqual(["O=ours", "CN=me"]);
	});
});
