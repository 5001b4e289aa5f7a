import type { KeyObject } from "node:crypto";
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { bits, boolean, encode, integer, octets, oid, sequence, set, tagged, text, time } from "./der.ts";

export type KeyPair = { certificate: string; key: string };

/** Who signs: nobody above it means that a certificate signs itself. */
export type Issuer = { name: string; key: KeyObject; publicKey: KeyObject };

export type CertificateRequest = {
	commonName: string;
	/** Organisations, which Kubernetes reads as groups. */
	organisations?: string[];
	usage: "authority" | "server" | "client";
	/** IPv4 addresses and host names that a server answers for. */
	addresses?: string[];
	hosts?: string[];
};

const ecdsaWithSha256 = sequence(oid("1.2.840.10045.4.3.2"));
const years = 10;

function nameOf(commonName: string, organisations: string[] = []): Buffer {
	const part = (type: string, value: string) => set(sequence(oid(type), text(value)));
	return sequence(...organisations.map((value) => part("2.5.4.10", value)), part("2.5.4.3", commonName));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
	return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value));
}

function keyId(key: KeyObject): Buffer {
	return createHash("sha1")
		.update(key.export({ type: "spki", format: "der" }))
		.digest();
}

function extensions(request: CertificateRequest, own: KeyObject, issuer: KeyObject): Buffer {
	const isAuthority = request.usage === "authority";
	const usage = isAuthority ? bits(Buffer.from([0x06]), 1) : bits(Buffer.from([0x80]), 7);
	const parts = [
		extension("2.5.29.19", sequence(...(isAuthority ? [boolean(true)] : [])), true),
		extension("2.5.29.15", usage, true),
		extension("2.5.29.14", octets(keyId(own))),
		extension("2.5.29.35", sequence(encode(0x80, keyId(issuer)))),
	];
	if (!isAuthority) {
		const purpose = request.usage === "server" ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2";
		parts.push(extension("2.5.29.37", sequence(oid(purpose))));
	}
	const names = [
		...(request.hosts ?? []).map((host) => encode(0x82, Buffer.from(host, "ascii"))),
		...(request.addresses ?? []).map((address) => encode(0x87, Buffer.from(address.split(".").map(Number)))),
	];
	if (names.length > 0) parts.push(extension("2.5.29.17", sequence(...names)));
	return tagged(3, sequence(...parts));
}

function pem(label: string, der: Buffer): string {
	const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
	return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/**
 * Makes a P-256 key and an X.509 v3 certificate for it (RFC 5280), valid for ten years.
 * @param issuer who signs; left out, the certificate signs itself
 * @returns both as PEM
 */
export function issueCertificate(request: CertificateRequest, issuer?: Issuer): KeyPair {
	const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
	const now = Date.now();
	const signer = issuer ?? { name: request.commonName, key: pair.privateKey, publicKey: pair.publicKey };
	const serial = randomBytes(16);
	serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
	const body = sequence(
		tagged(0, integer(Buffer.from([2]))),
		integer(serial),
		ecdsaWithSha256,
		nameOf(signer.name),
		// An hour back, for clocks that differ.
		sequence(time(new Date(now - 3_600_000)), time(new Date(now + years * 365 * 86_400_000))),
		nameOf(request.commonName, request.organisations),
		pair.publicKey.export({ type: "spki", format: "der" }),
		extensions(request, pair.publicKey, signer.publicKey),
	);
	const certificate = sequence(body, ecdsaWithSha256, bits(sign("sha256", body, signer.key)));
	return {
		certificate: pem("CERTIFICATE", certificate),
		key: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
	};
}
